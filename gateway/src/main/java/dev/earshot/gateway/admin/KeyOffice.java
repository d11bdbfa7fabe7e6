package dev.earshot.gateway.admin;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.Announcer.Announced;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Makes, lists and revokes keys. A revocation is written to the store first, then announced, so that the
/// key's open streams on every instance end.
///
/// @param credits gives new accounts their plan
/// @param secrets draws keys; must not block
/// @param deadline for every single call to a store
public record KeyOffice(ApiKeys keys, CreditOffice credits, Announcer announcer,
    InstantSource clock, Supplier<String> secrets, Duration deadline) {
  /// Whom a key is for.
  ///
  /// @param lasts how long it lets in; null for ever
  /// @param start what a new account may use; null leaves that as it is
  public record Wish(AccountId account, String name, @Nullable Duration lasts,
      @Nullable Start start) {}

  /// What a new account may use: a plan, and perhaps a grant of its own instead of the plan's.
  public record Start(String plan, @Nullable MonthlyGrant own) {}

  /// A key that was just made, and the only time that it is seen.
  ///
  /// @param secret what the client shows
  public record Made(ApiKey key, String secret) {
    @Override
    public String toString() {
      return "Made[" + key + "]"; // the key belongs into no log
    }
  }

  /// Cold; one write, and for a new account three more calls. Fails with [IllegalArgumentException] for a
  /// start of an account that has keys, and for a plan that nobody knows.
  public Mono<Made> create(Wish wish) {
    return Mono.defer(() -> {
      var secret = secrets.get();
      var hash = KeyHash.of(secret);
      var now = clock.instant();
      var key = ApiKey.fresh(hash, wish.account(), wish.name(), now,
          wish.lasts() == null ? null : now.plus(wish.lasts()));
      return started(wish.account(), wish.start())
          .then(Mono.defer(() -> keys.create(hash, key)).timeout(deadline))
          .thenReturn(new Made(key, secret));
    });
  }

  /// Cold; one read.
  public Mono<List<ApiKey>> list(Page page) {
    return Mono.defer(() -> keys.list(page)).timeout(deadline);
  }

  /// Empty where there is none. Cold; a read, a write, and the announcement, which is repeated where it
  /// is asked for again: who got no answer asks again.
  public Mono<ApiKey> revoke(KeyId id) {
    return Mono.defer(() -> keys.find(id))
        .timeout(deadline)
        .flatMap(key -> announcer.announce(key.account(), "revoke-" + id,
            Mono.defer(() -> keys.revoke(id, clock.instant()))))
        .map(Announced::value);
  }

  private Mono<Void> started(AccountId account, @Nullable Start start) {
    if (start == null) {
      return Mono.empty();
    }
    return list(new Page(account, null, 1)).flatMap(there -> there.isEmpty()
        ? credits.set(account, start.plan(), start.own()).then()
        : Mono.error(new IllegalArgumentException("account: " + account
            + " has keys (expected: a new one; `credits set` changes what others may use)")));
  }
}
