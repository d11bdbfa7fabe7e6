package dev.earshot.gateway.admin;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.Announcer.Announced;
import dev.earshot.gateway.admin.CreditOffice.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Shows accounts as a whole, and deletes what is kept of them.
///
/// A deletion revokes the keys first and announces it, so that open streams end; then what it has of apps goes, then
/// the stores remove their pieces, the keys at the very end, and it is announced again. It may break off anywhere: what
/// was done by then is announced all the same, and whoever asks again completes it.
///
/// @param ids names changes, each differently; must not block
/// @param apps forgets what an account has of apps, and may be asked again
/// @param deadline for every single call to a store
public record AccountOffice(Accounts accounts, ApiKeys keys, AccountErasure erasure,
    Function<AccountId, Mono<Void>> apps, CreditOffice credits, Announcer announcer,
    Supplier<String> ids, InstantSource clock, Duration deadline) {
  private static final int PAGE = 500;
  private static final int AT_ONCE = 8;
  private static final int MOST_PIECES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// An account.
  ///
  /// @param exists whether anything is known of it but what it used
  /// @param keys that let it in now
  /// @param keysEver with those that do no more; both of the first 500
  public record Portrait(boolean exists, long keys, long keysEver, Statement credit) {}

  /// How far a deletion came.
  ///
  /// @param removed pieces of what the stores keep
  /// @param complete whether nothing is left; otherwise ask again
  public record Deletion(long removed, boolean complete) {}

  /// Cold; five reads.
  public Mono<Portrait> show(AccountId account) {
    return Mono.zip(Mono.defer(() -> accounts.exists(account)).timeout(deadline),
        page(account, null), credits.show(account))
        .map(all -> new Portrait(all.getT1(),
            all.getT2().stream().filter(key -> key.holds(clock.instant())).count(),
            all.getT2().size(), all.getT3()));
  }

  /// Deletes for five seconds at most. Cold; fails when a store does not answer, after which it may have
  /// come to anywhere.
  ///
  /// @param last the key that goes last, so that who asks with it can ask again; null for none
  public Mono<Deletion> delete(AccountId account, @Nullable KeyId last) {
    var gone = Mono.defer(() -> apps.apply(account))
        .timeout(PATIENCE)
        .then(Mono.defer(() -> erased(account)));
    return announced(account, revoked(account, last, null).thenReturn(account))
        .then(announced(account, gone))
        .map(Announced::value);
  }

  private <T> Mono<Announced<T>> announced(AccountId account, Mono<T> change) {
    return Mono.defer(() -> announcer.announce(account, "delete-" + ids.get(),
        PATIENCE.multipliedBy(2), change));
  }

  private Mono<Deletion> erased(AccountId account) {
    return Mono.defer(() -> erasure.erase(account))
        .timeout(deadline)
        .repeat(MOST_PIECES)
        .takeUntil(removed -> removed == 0)
        .take(PATIENCE)
        .collectList()
        .map(pieces -> new Deletion(pieces.stream().mapToLong(Integer::longValue).sum(),
            !pieces.isEmpty() && pieces.getLast() == 0));
  }

  /// Page by page, until one is not full.
  private Mono<Void> revoked(AccountId account, @Nullable KeyId last, @Nullable KeyId after) {
    return page(account, after).flatMap(page -> Flux.fromIterable(page)
        .filter(key -> key.revokedAt() == null && !key.id().equals(last))
        .flatMap(key -> keys.revoke(key.id(), clock.instant()).timeout(deadline), AT_ONCE)
        .then(page.size() < PAGE
            ? Mono.empty()
            : Mono.defer(() -> revoked(account, last, page.getLast().id()))));
  }

  private Mono<List<ApiKey>> page(AccountId account, @Nullable KeyId after) {
    return Mono.defer(() -> keys.list(new Page(account, after, PAGE))).timeout(deadline);
  }
}
