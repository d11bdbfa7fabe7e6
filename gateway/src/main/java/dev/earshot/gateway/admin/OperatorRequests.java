package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.dialect.SecretJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Answers what is asked about keys of the operations port, for whoever has one that opens everything.
///
/// | request | body | does |
/// |---|---|---|
/// | `POST /admin/operators` | `{"name": "billing", "scopes": ["credits", "audit"]}` | makes a key, which stands in `key` of this one answer |
/// | `GET /admin/operators` | | lists them all |
/// | `DELETE /admin/operators/ID` | | revokes |
public record OperatorRequests(OperatorOffice office) implements AdminRoom {
  private static final String PATH = "/admin/operators";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.ALL;
  }

  @Override
  public String expected() {
    return "operator: unknown (expected: POST or GET /admin/operators, DELETE /admin/operators/ID "
        + "with the id of a key)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    if (uri.equals(PATH)) {
      return switch (method) {
        case "POST" -> create(Bodies.object(body));
        case "GET" -> office.list().map(OperatorRequests::json);
        default -> Mono.empty();
      };
    }
    return method.equals("DELETE") && uri.startsWith(PATH + "/")
        ? office.revoke(new KeyId(uri.substring(PATH.length() + 1)))
            .map(key -> json(key).toString())
        : Mono.empty();
  }

  private Mono<String> create(JsonNode body) {
    return office.create(body.path("name").asText("key"), scopes(body.path("scopes")))
        .map(made -> SecretJson.write(json(made.key()).put("key", made.secret())));
  }

  private static Set<OperatorScope> scopes(JsonNode words) {
    var scopes = EnumSet.noneOf(OperatorScope.class);
    if (words.isArray()) {
      words.forEach(word -> scopes.add(OperatorScope.of(word.asText())));
    }
    return scopes;
  }

  private static String json(List<OperatorKey> all) {
    var json = JSON.createObjectNode();
    var keys = json.putArray("operators");
    all.forEach(key -> keys.add(json(key)));
    return json.toString();
  }

  private static ObjectNode json(OperatorKey key) {
    var revoked = key.revokedAt();
    var json = JSON.createObjectNode().put("id", key.id().value()).put("name", key.name());
    var scopes = json.putArray("scopes");
    key.scopes().stream().map(OperatorScope::word).sorted().forEach(scopes::add);
    return json.put("created_at", key.createdAt().toString())
        .put("revoked_at", revoked == null ? null : revoked.toString());
  }
}
