package dev.earshot.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.admin.CreditOffice.Statement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Answers the `/admin` requests of the operations port.
///
/// | request | body | does |
/// |---|---|---|
/// | `GET /admin/credits/ACCOUNT` | | shows |
/// | `POST /admin/credits/ACCOUNT/grant` | `{"minutes": 30, "id": "gift-1"}`; the id may be left out | adds to this month |
/// | `POST /admin/credits/ACCOUNT/plan` | `{"plan": "plus"}`, beside it `"minutes"` or `"unlimited": true` | sets plan and grant |
public final class AdminPages {
  /// The path under which everything here is.
  public static final String PREFIX = "/admin/";

  private static final String CREDITS = "/admin/credits/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final long MOST_MINUTES = 1_000_000;

  private final AdminKey key;
  private final CreditOffice office;
  private final Supplier<String> ids;

  /// @param ids names gifts that were given no name; must not block
  public AdminPages(AdminKey key, CreditOffice office, Supplier<String> ids) {
    this.key = key;
    this.office = office;
    this.ids = ids;
  }

  /// One answer.
  ///
  /// @param body JSON
  public record Answer(int status, String body) {}

  /// Cold; never fails.
  ///
  /// @param authorization the header, empty where there is none
  public Mono<Answer> answer(String method, String uri, String authorization, String body) {
    if (!key.lets(authorization)) {
      return Mono.just(problem(401,
          "Authorization: not the admin key (expected: Bearer and the key in EARSHOT_DATA/admin-key)"));
    }
    return Mono.defer(() -> statement(method, uri, body))
        .map(statement -> new Answer(200, json(statement)))
        .onErrorResume(IllegalArgumentException.class,
            e -> Mono.just(problem(400, String.valueOf(e.getMessage()))))
        .onErrorResume(e -> Mono.just(problem(503, "store: no answer (expected: one): "
            + e.getClass().getSimpleName())))
        .defaultIfEmpty(problem(404, "path: unknown (expected: /admin/credits/ACCOUNT, with /grant "
            + "or /plan to change)"));
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
      case "POST/grant" -> grant(account, object(body));
      case "POST/plan" -> plan(account, object(body));
      default -> Mono.empty();
    };
  }

  private Mono<Statement> grant(AccountId account, JsonNode body) {
    var id = body.path("id").asText(ids.get());
    return office.grant(account, minutes(body, 1), id);
  }

  private Mono<Statement> plan(AccountId account, JsonNode body) {
    var own = body.path("unlimited").asBoolean(false)
        ? MonthlyGrant.unlimited()
        : body.has("minutes") ? MonthlyGrant.of(minutes(body, 0)) : null;
    return office.set(account, body.path("plan").asText("basic"), own);
  }

  private static Duration minutes(JsonNode body, long least) {
    var minutes = body.path("minutes");
    if (!minutes.isIntegralNumber() || minutes.asLong() < least
        || minutes.asLong() > MOST_MINUTES) {
      throw new IllegalArgumentException("minutes: " + (minutes.isMissingNode() ? "none" : minutes)
          + " (expected: " + least + ".." + MOST_MINUTES + ")");
    }
    return Duration.ofMinutes(minutes.asLong());
  }

  private static JsonNode object(String body) {
    try {
      var read = JSON.readTree(body);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // told below
    }
    throw new IllegalArgumentException("body: not an object (expected: JSON such as "
        + "{\"minutes\": 30})");
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
