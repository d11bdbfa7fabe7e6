package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.operator.OperatorScope;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// `GET /admin/audit?limit=100`: what was changed, the latest first.
///
/// @param deadline for the read
public record AuditRequests(AuditLog log, Duration deadline) implements AdminRoom {
  private static final String PATH = "/admin/audit";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String USUAL = "100";

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.AUDIT;
  }

  @Override
  public String expected() {
    return "audit: unknown (expected: GET /admin/audit?limit=100)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    var parts = uri.split("\\?", 2);
    if (!method.equals("GET") || !parts[0].equals(PATH)) {
      return Mono.empty();
    }
    var limit = Queries.of(uri).getOrDefault("limit", USUAL);
    if (!limit.matches("[1-9]\\d{0,3}") || Integer.parseInt(limit) > AuditLog.LARGEST) {
      throw new IllegalArgumentException("limit: unusable (expected: 1.." + AuditLog.LARGEST + ")");
    }
    return Mono.defer(() -> log.latest(Integer.parseInt(limit)))
        .timeout(deadline)
        .map(AuditRequests::json);
  }

  private static String json(List<Deed> deeds) {
    var json = JSON.createObjectNode();
    var all = json.putArray("deeds");
    for (var deed : deeds) {
      all.addObject()
          .put("at", deed.at().toString())
          .put("by", deed.by().value())
          .put("action", deed.action())
          .put("subject", deed.subject())
          .put("outcome", deed.outcome());
    }
    return json.toString();
  }
}
