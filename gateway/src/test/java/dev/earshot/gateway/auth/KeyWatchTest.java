package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.signal.Signal;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Until;
import dev.earshot.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Streams that stay while their keys are revoked in a file, in time that is turned by hand.
@Timeout(60)
@ExtendWith(CleanLog.class)
class KeyWatchTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  private final InstantSource clock = () -> START.plusMillis(
      timer.now(java.util.concurrent.TimeUnit.MILLISECONDS));
  private final SqliteStore store;
  private final KeysDouble keys;
  private final News news = new News();
  private final KeyWatch watch;

  KeyWatchTest(@TempDir Path dir) {
    store = SqliteStore.open(dir.resolve("earshot.db"), Plans.none(), clock);
    keys = new KeysDouble(store.apiKeys());
    watch = KeyWatch.start(keys, news, clock, timer, DEADLINE);
  }

  @AfterEach
  void close() {
    watch.close();
    timer.dispose();
    store.close();
  }

  /// Real signals, and the news that some were missed when a test wants it.
  private static final class News implements ChangeSignals {
    private final InProcessSignals signals = new InProcessSignals();
    private final Sinks.Many<CreditChange> missed = Sinks.many().multicast().directBestEffort();

    @Override
    public Mono<Signal> read(AccountId account) {
      return signals.read(account);
    }

    @Override
    public Mono<Signal.Raised> raise(AccountId account) {
      return signals.raise(account);
    }

    @Override
    public Flux<CreditChange> changes() {
      return Flux.merge(signals.changes(), missed.asFlux());
    }

    void miss() {
      missed.tryEmitNext(new CreditChange.Missed()).orThrow();
    }
  }

  @Test
  void revoke_announced_endsEachStreamOfTheKeyOnce() {
    var first = created(ANN);
    var second = created(ANN);
    var bobs = created(BOB);
    var one = watched(ANN, first);
    var two = watched(ANN, first);
    var other = watched(ANN, second);
    var bob = watched(BOB, bobs);
    revoke(first);
    news.raise(ANN).block();

    await(() -> one.get() == 1 && two.get() == 1 && keys.reads() == 2);
    news.raise(ANN).block();
    await(() -> keys.reads() == 3); // the other key alone is still asked for
    assertThat(List.of(one.get(), two.get(), other.get(), bob.get())).containsExactly(1, 1, 0, 0);
    assertThat(watch.size()).isEqualTo(2);
  }

  @Test
  void revoke_missed_isSeenWhenAllAreAskedFor() {
    var key = created(ANN);
    var told = watched(ANN, key);
    revoke(key);
    news.miss();

    await(() -> told.get() == 1);
  }

  @Test
  void revoke_neverAnnounced_isSeenAfterFiveMinutes() {
    var key = created(ANN);
    var told = watched(ANN, key);
    var _ = watched(ANN, key);
    revoke(key);
    timer.advanceTimeBy(Duration.ofSeconds(299));
    assertThat(keys.reads()).isZero();
    timer.advanceTimeBy(Duration.ofSeconds(1));

    await(() -> told.get() == 1);
    assertThat(keys.reads()).isEqualTo(1);
  }

  @Test
  void expiry_ofAKey_isSeenAtTheNextRound() {
    var key = created(ANN, START.plusSeconds(400));
    var told = watched(ANN, key);
    timer.advanceTimeBy(Duration.ofMinutes(5));
    await(() -> keys.reads() == 1);
    assertThat(told.get()).isZero();
    timer.advanceTimeBy(Duration.ofMinutes(5));

    await(() -> told.get() == 1);
  }

  @Test
  void key_goneFromTheStore_endsItsStreams() {
    var told = watched(ANN, KeyHash.of("never stored").id());
    news.raise(ANN).block();

    await(() -> told.get() == 1);
  }

  @Test
  void storeAway_streamsGoOnUntilItIsBack() {
    var key = created(ANN);
    var told = watched(ANN, key);
    revoke(key);
    keys.failing();
    news.raise(ANN).block();
    await(() -> keys.reads() == 1);
    assertThat(told.get()).isZero();
    keys.recover();
    timer.advanceTimeBy(Duration.ofSeconds(15));

    await(() -> told.get() == 1);
  }

  @Test
  void watch_changeWasAnnouncedAMomentBefore_isLookedAt() {
    var key = created(ANN);
    revoke(key);
    news.raise(ANN).block();
    timer.advanceTimeBy(Duration.ofSeconds(2));
    var told = watched(ANN, key);

    await(() -> told.get() == 1);
  }

  @Test
  void watch_moreChangesThanAreRemembered_isLookedAt() {
    var key = created(ANN);
    revoke(key);
    news.raise(ANN).block();
    for (var n = 0; n < 1_024; n++) {
      news.raise(new AccountId("account-" + n)).block();
    }
    timer.advanceTimeBy(Duration.ofSeconds(2));
    var told = watched(ANN, key);

    await(() -> told.get() == 1);
  }

  @Test
  void watch_changeWasAnnouncedLongAgo_costsNoRead() {
    var key = created(ANN);
    news.raise(ANN).block();
    timer.advanceTimeBy(Duration.ofSeconds(31));
    var _ = watched(ANN, key);
    news.raise(BOB).block();
    timer.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(keys.reads()).isZero();
  }

  @Test
  void watch_streamHasEnded_isNotTold() {
    var key = created(ANN);
    var gone = new AtomicInteger();
    var watching = watch.watch(pass(ANN, key), gone::incrementAndGet);
    var told = watched(ANN, key);
    watching.dispose();
    watching.dispose();
    revoke(key);
    news.raise(ANN).block();

    await(() -> told.get() == 1);
    assertThat(gone.get()).isZero();
    assertThat(watch.size()).isZero();
  }

  @Test
  void watch_streamFails_othersAreToldAllTheSame() {
    var key = created(ANN);
    for (var n = 0; n < 3; n++) {
      var _ = watch.watch(pass(ANN, key), () -> {
        throw new IllegalStateException("already closed");
      });
    }
    var told = watched(ANN, key);
    revoke(key);
    news.raise(ANN).block();

    await(() -> told.get() == 1);
  }

  @Test
  void watch_userOfAnIssuer_asksNothing() {
    var _ = watch.watch(new Pass(ANN, null, Set.of(Scope.LISTEN), null, null, null), () -> {});
    news.raise(ANN).block();
    timer.advanceTimeBy(Duration.ofMinutes(6));

    assertThat(keys.reads()).isZero();
    assertThat(watch.size()).isZero();
  }

  @Test
  void missed_manyKeys_areAskedForByEights() {
    var told = new ArrayList<AtomicInteger>();
    for (var n = 0; n < 50; n++) {
      var account = new AccountId("account-" + n);
      var key = created(account);
      told.add(watched(account, key));
      if (n % 2 == 0) {
        revoke(key);
      }
    }
    news.miss();

    await(() -> keys.reads() == 50 && watch.size() == 25);
    assertThat(told.stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(25);
    assertThat(keys.mostAtOnce()).isLessThanOrEqualTo(8);
  }

  private AtomicInteger watched(AccountId account, KeyId key) {
    var told = new AtomicInteger();
    var _ = watch.watch(pass(account, key), told::incrementAndGet);
    return told;
  }

  private static Pass pass(AccountId account, KeyId key) {
    return new Pass(account, key, Set.of(Scope.LISTEN), null, null, null);
  }

  private KeyId created(AccountId account) {
    return created(account, null);
  }

  private KeyId created(AccountId account, @Nullable Instant expiresAt) {
    var hash = KeyHash.of("key-" + java.util.UUID.randomUUID());
    store.apiKeys().create(hash, ApiKey.fresh(hash, account, "k", START, expiresAt)).block();
    return hash.id();
  }

  private void revoke(KeyId key) {
    store.apiKeys().revoke(key, clock.instant()).block();
  }

  /// The file answers in its own time; pauses between reads are the timer's.
  private void await(BooleanSupplier condition) {
    Until.holds(() -> {
      timer.advanceTimeBy(Duration.ofMillis(1));
      return condition.getAsBoolean();
    });
  }
}
