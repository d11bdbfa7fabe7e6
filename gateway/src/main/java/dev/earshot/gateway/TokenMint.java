package dev.earshot.gateway;

import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.auth.Terms;
import dev.earshot.gateway.auth.Tokens;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.Wish.Credential;
import dev.earshot.gateway.dialect.openai.Minting;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Makes tokens of our own for whoever shows a key that may make some.
final class TokenMint implements Minting {
  private static final Logger LOG = LoggerFactory.getLogger(TokenMint.class);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Gatekeeper keeper;
  private final Tokens tokens;
  private final Duration deadline;

  /// @param deadline for the whole answer
  TokenMint(Gatekeeper keeper, Tokens tokens, Duration deadline) {
    this.keeper = keeper;
    this.tokens = tokens;
    this.deadline = deadline;
  }

  @Override
  public Mono<Outcome> mint(Credential key, Duration life, String session) {
    return switch (key) {
      case Credential.Shown(var value) -> mint(value, new Terms(life, null, session));
      case Credential.Missing _,Credential.Follows _ -> Mono.just(
          new Outcome.Refused(new NotKnown(NotKnown.Why.MISSING)));
    };
  }

  private Mono<Outcome> mint(String key, Terms terms) {
    return keeper.admit(key, Scope.MINT)
        .map(access -> switch (access) {
          case Access.Granted(var pass) -> minted(pass, terms);
          case Access.Unknown _ -> refused(new NotKnown(NotKnown.Why.UNKNOWN));
          case Access.Expired _ -> refused(new NotKnown(NotKnown.Why.EXPIRED));
          case Access.Revoked _ -> refused(new NotKnown(NotKnown.Why.REVOKED));
          case Access.NotAllowed _ -> refused(new Refusal.NotAllowed(
              "key: may not make client secrets (expected: an API key)"));
        })
        .timeout(deadline)
        .onErrorResume(error -> {
          LOG.warn("no client secret: {}", error.toString());
          return Mono.just(refused(new Refusal.Busy(
              "store: no answer (expected: one within " + deadline.toMillis() + " ms)",
              COME_BACK)));
        });
  }

  private Outcome minted(Pass pass, Terms terms) {
    try {
      var token = tokens.mint(pass, terms);
      return new Outcome.Minted(token.text(), token.expiresAt());
    } catch (IllegalArgumentException e) { // each quote in it takes two characters of the token
      return refused(Refusal.BadRequest.with("session", "too long for a token",
          "fewer texts, or shorter ones"));
    }
  }

  private static Outcome refused(Refusal why) {
    return new Outcome.Refused(why);
  }
}
