package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.admin.CreditOffice.Statement;
import dev.earshot.gateway.engine.EngineDesk;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Answers the `/admin` requests of the operations port.
///
/// | request | body | does |
/// |---|---|---|
/// | `GET /admin/credits/ACCOUNT` | | shows |
/// | `POST /admin/credits/ACCOUNT/grant` | `{"minutes": 30, "id": "gift-1"}`; the id may be left out | adds to this month |
/// | `POST /admin/credits/ACCOUNT/plan` | `{"plan": "plus"}`, beside it `"minutes"` or `"unlimited": true` | sets plan and grant |
/// | `... /admin/keys` | | as [KeyRequests] say |
/// | `... /admin/engines` | | as [EngineRequests] say |
public final class AdminPages {
  /// The path under which everything here is.
  public static final String PREFIX = "/admin/";

  private static final String CREDITS = "/admin/credits/";
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminKey key;
  private final CreditOffice office;
  private final KeyRequests keys;
  private final EngineRequests engines;
  private final Supplier<String> ids;

  /// @param ids names gifts that were given no name; must not block
  public AdminPages(AdminKey key, CreditOffice office, KeyOffice keys, EngineDesk engines,
      Supplier<String> ids) {
    this.key = key;
    this.office = office;
    this.keys = new KeyRequests(keys);
    this.engines = new EngineRequests(engines, office.deadline());
    this.ids = ids;
  }

  /// One answer.
  ///
  /// @param body JSON
  public record Answer(int status, String body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]"; // a key that was made stands in one of them
    }
  }

  /// Cold; never fails.
  ///
  /// @param authorization the header, empty where there is none
  public Mono<Answer> answer(String method, String uri, String authorization, String body) {
    if (!key.lets(authorization)) {
      return Mono.just(problem(401,
          "Authorization: not the admin key (expected: Bearer and the key in EARSHOT_DATA/admin-key)"));
    }
    return Mono.defer(() -> page(method, uri, body))
        .map(json -> new Answer(200, json))
        .onErrorResume(IllegalArgumentException.class,
            e -> Mono.just(problem(400, String.valueOf(e.getMessage()))))
        .onErrorResume(e -> Mono.just(problem(503, "store: no answer (expected: one): "
            + e.getClass().getSimpleName())))
        .defaultIfEmpty(problem(404, unknown(uri)));
  }

  private Mono<String> page(String method, String uri, String body) {
    if (uri.startsWith(KeyRequests.PATH)) {
      return keys.answer(method, uri, body);
    }
    return uri.startsWith(EngineRequests.PATH)
        ? engines.answer(method, uri)
        : statement(method, uri, body).map(AdminPages::json);
  }

  private static String unknown(String uri) {
    if (uri.startsWith(KeyRequests.PATH)) {
      return "key: unknown (expected: POST or GET /admin/keys, DELETE /admin/keys/ID with the id of "
          + "a key)";
    }
    return uri.startsWith(EngineRequests.PATH)
        ? "engine: unknown (expected: GET /admin/engines, POST /admin/engines/NAME/leave or "
            + "/comeback with one of EARSHOT_ENGINES)"
        : "path: unknown (expected: /admin/credits/ACCOUNT, with /grant or /plan to change, "
            + "/admin/keys or /admin/engines)";
  }

  private Mono<Statement> statement(String method, String uri, String body) {
    if (!uri.startsWith(CREDITS)) {
      return Mono.empty();
    }
    var path = uri.substring(CREDITS.length()).split("/", -1);
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

  private static String json(Statement statement) {
    var json = JSON.createObjectNode()
        .put("account", statement.account())
        .put("plan", statement.plan())
        .put("unlimited", statement.unlimited())
        .put("remaining_ms", statement.remainingMs())
        .put("used_ms_month", statement.usedMs())
        .put("month", statement.month());
    return json.toString();
  }

  private static Answer problem(int status, String message) {
    return new Answer(status, JSON.createObjectNode().put("error", message).toString());
  }
}
