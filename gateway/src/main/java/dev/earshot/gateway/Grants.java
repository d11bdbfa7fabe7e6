package dev.earshot.gateway;

import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.auth.Terms;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.deepgram.Minting;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Short-lived tokens for Deepgram's clients, made by whoever decides who comes in.
final class Grants implements Minting {
  private final Doors doors;

  Grants(Doors doors) {
    this.doors = doors;
  }

  @Override
  public Mono<Minted> mint(String key, Duration life) {
    return doors.gatekeeper().admit(key, Scope.MINT).map(access -> switch (access) {
      case Access.Granted(var pass) -> made(pass, life);
      case Access.Unknown _ -> new Minted.Refused(new NotKnown(NotKnown.Why.UNKNOWN));
      case Access.Expired _ -> new Minted.Refused(new NotKnown(NotKnown.Why.EXPIRED));
      case Access.Revoked _ -> new Minted.Refused(new NotKnown(NotKnown.Why.REVOKED));
      case Access.NotAllowed _ -> new Minted.Refused(new Refusal.NotAllowed(
          "key: may not make tokens (expected: one that may)"));
    });
  }

  private Minted made(Pass pass, Duration life) {
    return new Minted.Token(doors.tokens().mint(pass, Terms.of(life)).text(), life);
  }
}
