package dev.earshot.gateway.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.admin.AdminRoom;
import dev.earshot.gateway.admin.Bodies;
import dev.earshot.gateway.stripe.Reconciliation.Report;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Has plans brought to what Stripe says is paid.
///
/// | request | body | does |
/// |---|---|---|
/// | `POST /admin/reconcile` | `{"account": "ann"}` | looks at the customers that pay for one account |
/// | `POST /admin/reconcile` | `{}` or `{"after": "cus_1"}` | looks at a page of all customers; `next` is the `after` of the next page. Where `complete` is false, ask again |
public record ReconcileRequests(Reconciliation reconciliation) implements AdminRoom {
  private static final String PATH = "/admin/reconcile";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.CREDITS;
  }

  @Override
  public String expected() {
    return "reconcile: unknown (expected: POST /admin/reconcile with {}, {\"after\": ...} or "
        + "{\"account\": ...})";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    if (!method.equals("POST") || !uri.equals(PATH)) {
      return Mono.empty();
    }
    var wish = Bodies.object(body);
    return (wish.has("account")
        ? reconciliation.account(new AccountId(text(wish.path("account"))))
        : reconciliation.from(wish.has("after") ? text(wish.path("after")) : null, PAGE, PATIENCE))
        .map(ReconcileRequests::json);
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("body: not text (expected: account or after as a string)");
    }
    return value.asText();
  }

  private static String json(Report report) {
    var json = JSON.createObjectNode()
        .put("looked_at", report.lookedAt())
        .put("changed", report.changed());
    var unknown = json.putArray("unknown_prices");
    report.unknownPrices().forEach(unknown::add);
    return json.put("failed", report.failed())
        .put("stopped_at", report.stoppedAt())
        .put("complete", report.isComplete())
        .put("next", report.next())
        .toString();
  }
}
