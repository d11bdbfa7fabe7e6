package dev.earshot.gateway.api;

import dev.earshot.core.usage.UsageHistory.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Days and hours as people of a zone know them, and what was used in each.
///
/// A day has the hours that its zone gives it, 23 to 25. An hour ends where the clock on the wall strikes,
/// or where it is changed. Use is kept by hours of UTC: one of those that lies in two of these counts in
/// the one in which it begins, so that nothing is counted twice or lost.
final class Buckets {
  private static final Duration HOUR = Duration.ofHours(1);

  /// Some time, and what was used in it.
  ///
  /// @param end exclusive
  record Bucket(Instant start, Instant end, long usedMs) {}

  private Buckets() {}

  /// The days from one to another, which is not among them. A day that a zone has left out is none.
  static List<Bucket> days(LocalDate from, LocalDate until, ZoneId zone) {
    var days = new ArrayList<Bucket>();
    for (var day = from; day.isBefore(until); day = day.plusDays(1)) {
      var start = start(day, zone);
      var end = start(day.plusDays(1), zone);
      if (start.isBefore(end)) {
        days.add(new Bucket(start, end, 0));
      }
    }
    return List.copyOf(days);
  }

  /// The hours of a day.
  static List<Bucket> hours(LocalDate day, ZoneId zone) {
    var hours = new ArrayList<Bucket>();
    var end = start(day.plusDays(1), zone);
    for (var start = start(day, zone); start.isBefore(end);) {
      var next = next(start, zone);
      var until = next.isBefore(end) ? next : end;
      hours.add(new Bucket(start, until, 0));
      start = until;
    }
    return List.copyOf(hours);
  }

  /// The same buckets with what was used in them.
  ///
  /// @param buckets side by side, in order
  /// @param hours in order
  static List<Bucket> filled(List<Bucket> buckets, List<Hour> hours) {
    var filled = new ArrayList<Bucket>(buckets.size());
    var at = 0;
    for (var bucket : buckets) {
      var used = 0L;
      while (at < hours.size() && hours.get(at).start().isBefore(bucket.end())) {
        used += hours.get(at++).usedMs();
      }
      filled.add(new Bucket(bucket.start(), bucket.end(), used));
    }
    return List.copyOf(filled);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /// When the clock strikes next, or is changed before it does.
  private static Instant next(Instant start, ZoneId zone) {
    var local = start.atZone(zone);
    var past = Duration.ofMinutes(local.getMinute())
        .plusSeconds(local.getSecond())
        .plusNanos(local.getNano());
    var strikes = start.plus(HOUR.minus(past));
    var change = zone.getRules().nextTransition(start);
    return change != null && change.getInstant().isBefore(strikes)
        ? change.getInstant()
        : strikes;
  }
}
