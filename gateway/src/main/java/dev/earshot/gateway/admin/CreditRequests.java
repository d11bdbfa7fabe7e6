package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.admin.CreditOffice.Statement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Answers what is asked about credit.
///
/// | request | body | does |
/// |---|---|---|
/// | `GET /admin/credits/ACCOUNT` | | shows |
/// | `POST /admin/credits/ACCOUNT/grant` | `{"minutes": 30, "id": "gift-1"}`; the id may be left out | adds to this month |
/// | `POST /admin/credits/ACCOUNT/plan` | `{"plan": "plus"}`, beside it `"minutes"` or `"unlimited": true` | sets plan and grant |
///
/// @param ids names gifts that were given no name; must not block
public record CreditRequests(CreditOffice office, Supplier<String> ids) implements AdminRoom {
  private static final String PATH = "/admin/credits";

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
    return "path: unknown (expected: /admin/credits/ACCOUNT, with /grant or /plan to change)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    return statement(method, uri, body).map(statement -> statement.json().toString());
  }

  private Mono<Statement> statement(String method, String uri, String body) {
    if (uri.length() == PATH.length()) {
      return Mono.empty();
    }
    var path = uri.substring(PATH.length() + 1).split("/", -1);
    var account = new AccountId(URLDecoder.decode(path[0], StandardCharsets.UTF_8));
    var what = method + (path.length == 2 ? "/" + path[1] : path.length == 1 ? "" : "/?");
    return switch (what) {
      case "GET" -> office.show(account);
      case "POST/grant" -> grant(account, Bodies.object(body));
      case "POST/plan" -> plan(account, Bodies.object(body));
      default -> Mono.empty();
    };
  }

  private Mono<Statement> grant(AccountId account, JsonNode body) {
    var id = body.path("id").asText(ids.get());
    return office.grant(account, Bodies.minutes(body, 1), id);
  }

  private Mono<Statement> plan(AccountId account, JsonNode body) {
    return office.set(account, body.path("plan").asText("basic"), Bodies.grant(body));
  }
}
