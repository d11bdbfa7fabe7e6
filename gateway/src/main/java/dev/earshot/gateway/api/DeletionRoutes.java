package dev.earshot.gateway.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.admin.AccountOffice;
import dev.earshot.gateway.admin.AccountOffice.Deletion;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Parameter;
import dev.earshot.gateway.openapi.Shape;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// `DELETE /v1/users/me`: deletes what is kept of the account that calls. A header has to name the account,
/// for a request without a body is sent by mistake too easily, and a body of a DELETE means nothing
/// (RFC 9110 section 9.3.5).
///
/// @param office does it
public record DeletionRoutes(AccountOffice office) {
  private static final String CONFIRM = "earshot-confirm";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Shape SHAPE = Shape.object(Map.of("account", Shape.text(), "removed",
      Shape.amount(), "complete", Shape.flag()));
  private static final Operation DELETE = Operation
      .of("DELETE", "/v1/users/me", "Deletes what is kept of the account, with all its keys.")
      .withKey()
      .taking(Parameter.header(CONFIRM, "the account's own name, percent-encoded", Shape.text()))
      .telling(200, "all is deleted", SHAPE)
      .telling(202, "not all yet: ask again, with the same key", SHAPE);

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(DELETE, this::delete));
  }

  private Mono<Reply> delete(ApiCall call) {
    var account = call.account();
    if (!account.value().equals(decoded(call.header(CONFIRM)))) {
      throw new IllegalArgumentException(CONFIRM + ": another (expected: the name of this account, "
          + "percent-encoded, as GET /v1/users/me/credits tells it)");
    }
    var key = Objects.requireNonNull(call.pass()).key();
    return office.delete(account, key).map(done -> reply(account.value(), done));
  }

  private static Reply reply(String account, Deletion done) {
    return Reply.json(done.complete() ? 200 : 202, JSON.createObjectNode()
        .put("account", account)
        .put("removed", done.removed())
        .put("complete", done.complete()));
  }

  private static String decoded(@Nullable String header) {
    return header == null ? "" : URLDecoder.decode(header, StandardCharsets.UTF_8);
  }
}
