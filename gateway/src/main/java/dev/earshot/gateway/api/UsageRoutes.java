package dev.earshot.gateway.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageHistory.Span;
import dev.earshot.gateway.api.Buckets.Bucket;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Parameter;
import dev.earshot.gateway.openapi.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// `GET /v1/users/me/usage`: what the account that calls was charged in a month by days, in a day by hours,
/// or in an hour.
///
/// @param clock says which month it is, for who names none
/// @param deadline for the one question to the store
public record UsageRoutes(UsageHistory history, InstantSource clock, Duration deadline) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MS = "transcription_ms";
  private static final Operation SHOW = Operation
      .of("GET", "/v1/users/me/usage",
          "What the account was charged in a month, a day or an hour; this month where none is named.")
      .withKey()
      .taking(Parameter.query("month", "such as 2026-11: by days",
          Shape.text("^[0-9]{4}-[0-9]{2}$")))
      .taking(Parameter.query("day", "such as 2026-11-29: by hours",
          Shape.text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))
      .taking(Parameter.query("hour", "such as 2026-11-29T13",
          Shape.text("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}$")))
      .taking(Parameter.query("zone", "IANA time zone, such as Europe/Berlin; UTC by default",
          Shape.text()))
      .telling(200, "the use", Shape.object(Map.of("period", Shape.text(), "zone", Shape.text(),
          MS, Shape.amount(), "buckets", Shape.listOf(Shape.object(Map.of("start", Shape.moment(),
              "end", Shape.moment(), MS, Shape.amount()))))));

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(SHOW, this::show));
  }

  private Mono<Reply> show(ApiCall call) {
    var period = Period.of(call, clock.instant());
    var buckets = period.buckets();
    var span = new Span(buckets.getFirst().start(), buckets.getLast().end());
    return history.hours(call.account(), span)
        .timeout(deadline)
        .map(hours -> Reply.json(200, json(period, Buckets.filled(buckets, hours))));
  }

  private static ObjectNode json(Period period, List<Bucket> buckets) {
    var json = JSON.createObjectNode()
        .put("period", period.name())
        .put("zone", period.zone().getId())
        .put(MS, buckets.stream().mapToLong(Bucket::usedMs).sum());
    var all = json.putArray("buckets");
    for (var bucket : buckets) {
      all.addObject()
          .put("start", text(bucket.start(), period.zone()))
          .put("end", text(bucket.end(), period.zone()))
          .put(MS, bucket.usedMs());
    }
    return json;
  }

  private static String text(Instant moment, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone));
  }
}
