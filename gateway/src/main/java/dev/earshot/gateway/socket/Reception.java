package dev.earshot.gateway.socket;

import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Decides before the upgrade who comes in: whose key it is, whether anything is left to pay with, and
/// whether the account has a place left.
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final StreamDesk desk;
  private final Duration patience;

  /// What was decided.
  sealed interface Decision {
    /// One place of the account is taken, and has to be given back.
    record Admitted(Pass pass) implements Decision {}

    record Refused(Refusal why) implements Decision {}
  }

  /// @param patience with the stores
  Reception(StreamDesk desk, Duration patience) {
    this.desk = desk;
    this.patience = patience;
  }

  /// Cold; never fails. A decision that nobody takes has to be given back with [#leave].
  Mono<Decision> decide(Credential key) {
    return switch (key) {
      case Credential.Shown(var value) -> decide(value);
      case Credential.Missing _ -> Mono.just(new Decision.Refused(
          new NotKnown(NotKnown.Why.MISSING)));
      case Credential.Follows _ -> throw new IllegalArgumentException(
          "key: follows (expected: shown in the request)");
    };
  }

  /// Gives the place back.
  void leave(AccountId account) {
    desk.perAccount().leave(account);
  }

  private Mono<Decision> decide(String key) {
    return desk.gate()
        .keeper()
        .admit(key, Scope.LISTEN)
        .flatMap(access -> switch (access) {
          case Access.Granted(var pass) -> granted(pass);
          case Access.Unknown _ -> refuse(new NotKnown(NotKnown.Why.UNKNOWN));
          case Access.Expired _ -> refuse(new NotKnown(NotKnown.Why.EXPIRED));
          case Access.Revoked _ -> refuse(new NotKnown(NotKnown.Why.REVOKED));
          case Access.NotAllowed _ -> refuse(new Refusal.NotAllowed(
              "key: may not open streams (expected: one that may)"));
        })
        .timeout(patience)
        .onErrorResume(error -> {
          LOG.warn("key could not be looked up: {}", error.toString());
          return Mono.just(new Decision.Refused(new Refusal.Busy(
              "store: no answer (expected: one within " + patience.toMillis() + " ms)",
              COME_BACK)));
        });
  }

  private Mono<Decision> granted(Pass pass) {
    var account = pass.account();
    return desk.gate()
        .rate()
        .refusal(account)
        .map(after -> refuse(new Refusal.TooMany(
            "handshakes: more than may come in a minute (expected: fewer)", after)))
        .orElseGet(() -> desk.credit().hasSome(account).map(some -> enter(pass, some)));
  }

  private static Mono<Decision> refuse(Refusal why) {
    return Mono.just(new Decision.Refused(why));
  }

  private Decision enter(Pass pass, boolean hasCredit) {
    if (!hasCredit) {
      return new Decision.Refused(new Refusal.NoCredit());
    }
    return desk.perAccount().enter(pass.account())
        ? new Decision.Admitted(pass)
        : new Decision.Refused(new Refusal.TooMany("streams: " + desk.perAccount().limit()
            + " open (expected: fewer)", COME_BACK));
  }
}
