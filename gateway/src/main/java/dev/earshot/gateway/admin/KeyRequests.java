package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.admin.KeyOffice.Made;
import dev.earshot.gateway.admin.KeyOffice.Start;
import dev.earshot.gateway.admin.KeyOffice.Wish;
import dev.earshot.gateway.dialect.SecretJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Answers what is asked about keys, for whoever has a key that opens it.
///
/// | request | body | does |
/// |---|---|---|
/// | `POST /admin/keys` | `{"account": "ann"}`, beside it `"name"`, `"expires_s"`, and for a new account `"plan"`, `"minutes"` or `"unlimited": true` | makes a key, which stands in `key` of this one answer |
/// | `GET /admin/keys?account=A&after=ID` | | lists a page of keys; both may be left out. `next` is the `after` of the next page, null on the last |
/// | `DELETE /admin/keys/ID` | | revokes |
public record KeyRequests(KeyOffice office) implements AdminRoom {
  private static final String PATH = "/admin/keys";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 200;
  private static final long LONGEST_S = Duration.ofDays(3_653).toSeconds();

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.KEYS;
  }

  @Override
  public String expected() {
    return "key: unknown (expected: POST or GET /admin/keys, DELETE /admin/keys/ID with the id of "
        + "a key)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    var query = uri.indexOf('?');
    var path = query < 0 ? uri : uri.substring(0, query);
    if (path.equals(PATH)) {
      return switch (method) {
        case "POST" -> office.create(wish(Bodies.object(body))).map(KeyRequests::json);
        case "GET" -> list(Queries.of(uri));
        default -> Mono.empty();
      };
    }
    return method.equals("DELETE") && path.startsWith(PATH + "/")
        ? office.revoke(new KeyId(path.substring(PATH.length() + 1)))
            .map(key -> json(key).toString())
        : Mono.empty();
  }

  private Mono<String> list(Map<String, String> parameters) {
    var account = parameters.get("account");
    var after = parameters.get("after");
    return office.list(new Page(account == null ? null : new AccountId(account),
        after == null ? null : new KeyId(after), PAGE)).map(KeyRequests::json);
  }

  private static Wish wish(JsonNode body) {
    var seconds = body.path("expires_s");
    if (!seconds.isMissingNode() && (!seconds.isIntegralNumber() || !seconds.canConvertToLong()
        || seconds.asLong() < 1 || seconds.asLong() > LONGEST_S)) {
      throw new IllegalArgumentException(
          "expires_s: " + seconds + " (expected: 1.." + LONGEST_S + ")");
    }
    return new Wish(new AccountId(body.path("account").asText()),
        body.path("name").asText("key"),
        seconds.isMissingNode() ? null : Duration.ofSeconds(seconds.asLong()), start(body));
  }

  private static @Nullable Start start(JsonNode body) {
    var own = Bodies.grant(body);
    return own == null && !body.has("plan")
        ? null
        : new Start(body.path("plan").asText("basic"), own);
  }

  private static String json(Made made) {
    return SecretJson.write(json(made.key()).put("key", made.secret()));
  }

  private static String json(List<ApiKey> page) {
    var json = JSON.createObjectNode();
    var keys = json.putArray("keys");
    page.forEach(key -> keys.add(json(key)));
    json.put("next", page.size() < PAGE ? null : page.getLast().id().value());
    return json.toString();
  }

  private static ObjectNode json(ApiKey key) {
    return JSON.createObjectNode()
        .put("id", key.id().value())
        .put("account", key.account().value())
        .put("name", key.name())
        .put("created_at", text(key.createdAt()))
        .put("expires_at", text(key.expiresAt()))
        .put("revoked_at", text(key.revokedAt()));
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
