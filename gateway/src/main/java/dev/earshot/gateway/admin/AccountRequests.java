package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.admin.AccountOffice.Deletion;
import dev.earshot.gateway.admin.AccountOffice.Portrait;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/// Answers what is asked about accounts as a whole.
///
/// | request | does |
/// |---|---|
/// | `GET /admin/accounts/ACCOUNT` | shows what is known of it |
/// | `DELETE /admin/accounts/ACCOUNT` | deletes what is kept of it; where `complete` is false, ask again |
public record AccountRequests(AccountOffice office) implements AdminRoom {
  private static final String PATH = "/admin/accounts";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.ACCOUNTS;
  }

  @Override
  public String expected() {
    return "account: unknown (expected: GET or DELETE /admin/accounts/ACCOUNT)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    var path = uri.substring(PATH.length()).split("/", -1);
    if (path.length != 2) { // /ACCOUNT
      return Mono.empty();
    }
    var account = new AccountId(URLDecoder.decode(path[1], StandardCharsets.UTF_8));
    return switch (method) {
      case "GET" -> office.show(account).map(found -> json(found).toString());
      case "DELETE" -> office.delete(account, null).map(done -> json(account, done).toString());
      default -> Mono.empty();
    };
  }

  private static ObjectNode json(Portrait found) {
    return found.credit()
        .json()
        .put("resets_at", found.credit().resetsAt().toString())
        .put("exists", found.exists())
        .put("keys", found.keys())
        .put("keys_ever", found.keysEver());
  }

  private static ObjectNode json(AccountId account, Deletion done) {
    return JSON.createObjectNode()
        .put("account", account.value())
        .put("removed", done.removed())
        .put("complete", done.complete());
  }
}
