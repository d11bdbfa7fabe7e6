package dev.earshot.gateway.api;

import dev.earshot.gateway.admin.CreditOffice;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.util.List;
import java.util.Map;

/// `GET /v1/users/me/credits`: what the account that calls may use.
///
/// @param office knows it
public record CreditRoutes(CreditOffice office) {
  private static final Operation SHOW = Operation
      .of("GET", "/v1/users/me/credits", "What the account may use this month, and has used.")
      .withKey()
      .telling(200, "the credit", Shape.object(Map.of("account", Shape.text(), "plan",
          Shape.text(), "unlimited", Shape.flag(), "remaining_ms", Shape.amount().orNull(),
          "used_ms_month", Shape.amount(), "month", Shape.text(), "resets_at", Shape.moment())));

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(SHOW, call -> office.show(call.account())
        .map(statement -> Reply.json(200,
            statement.json().put("resets_at", statement.resetsAt().toString())))));
  }
}
