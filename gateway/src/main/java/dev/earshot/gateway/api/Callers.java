package dev.earshot.gateway.api;

import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.Refusal.NotKnown.Why;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Finds out who calls the API: as at the streams by an API key or an issuer's token, `Bearer` or `Token`
/// before it. Our own short-lived tokens open streams and nothing else, so they get 403.
///
/// @param rate how often an account may call on this instance
public record Callers(Gatekeeper keeper, HandshakeRate rate) {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final Set<String> SCHEMES = Set.of("bearer", "token");

  /// Either a pass, or the answer to who has none.
  sealed interface Found {
    record Caller(Pass pass) implements Found {}

    record Nobody(Reply answer) implements Found {}
  }

  /// Cold; one read of the store; never fails.
  Mono<Found> of(Request request) {
    return shown(request).map(key -> keeper.admit(key, Scope.ACCOUNT)
        .map(access -> switch (access) {
          case Access.Granted(var pass) -> paced(pass);
          case Access.Unknown _ -> unknown(Why.UNKNOWN);
          case Access.Expired _ -> unknown(Why.EXPIRED);
          case Access.Revoked _ -> unknown(Why.REVOKED);
          case Access.NotAllowed _ -> new Found.Nobody(ApiProblem.FORBIDDEN.reply(
              "key: may only open streams (expected: an API key, or a token of an issuer)"));
        })
        .onErrorResume(error -> {
          LOG.warn("key could not be looked up: {}", error.toString());
          return Mono.just(new Found.Nobody(Problems.away()));
        })).orElseGet(() -> Mono.just(unknown(Why.MISSING)));
  }

  private Found paced(Pass pass) {
    return rate.refusal(pass.account())
        .<Found>map(after -> new Found.Nobody(ApiProblem.TOO_MANY.reply(
            "requests: more than may come in a minute (expected: fewer)")
            .with("retry-after", String.valueOf(after.toSeconds()))))
        .orElseGet(() -> new Found.Caller(pass));
  }

  /// RFC 6750 section 3: who has shown nothing is told how, who has shown something is told what is wrong.
  private static Found unknown(Why why) {
    return new Found.Nobody(ApiProblem.UNAUTHORIZED.reply(new NotKnown(why).message())
        .with("www-authenticate", why == Why.MISSING
            ? "Bearer realm=\"earshot\""
            : "Bearer realm=\"earshot\", error=\"invalid_token\""));
  }

  private static Optional<String> shown(Request request) {
    var header = request.authorization();
    if (header == null) {
      return Optional.empty();
    }
    var parts = header.strip().split(" +", -1);
    return parts.length == 2 && SCHEMES.contains(parts[0].toLowerCase(Locale.ROOT))
        ? Optional.of(parts[1])
        : Optional.empty();
  }
}
