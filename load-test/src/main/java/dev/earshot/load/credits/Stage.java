package dev.earshot.load.credits;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.testkit.FirestoreEmulator;
import dev.earshot.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import reactor.util.retry.Retry;

/// A Redis, a Firestore emulator and whoever changes accounts on them, for one scene after the other.
final class Stage implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final long SEED = 20_261_115;

  private final Path folder;
  private final long trembleMs;
  private final Hand clock = new Hand();
  private final RedisServer redis = RedisServer.open();
  private final FirestoreEmulator emulator = FirestoreEmulator.open();
  private final Documents documents;
  private final FirestoreStore firestore;
  private boolean isRedisAlive = true;
  private long billedMs;
  private long chargedMs;
  private long worstDifferenceMs;

  /// @param folder for the journals, which exists
  /// @param trembleMs of the instances' clocks
  Stage(Path folder, long trembleMs) {
    this.folder = folder;
    this.trembleMs = trembleMs;
    this.documents = new Documents(place().firestore());
    this.firestore = FirestoreStore.open(place().firestore(), Plans.none(), clock,
        DocumentOperations.UNHEARD);
  }

  Backing.Place place() {
    return new Backing.Place(emulator.hostAndPort(), redis.url());
  }

  Path folder() {
    return folder;
  }

  Documents documents() {
    return documents;
  }

  RedisServer redis() {
    return redis;
  }

  SplittableRandom random() {
    return new SplittableRandom(SEED);
  }

  /// Makes an account of this name, and a key of the same name, that has used a month of hours.
  ///
  /// @param leftMs of its grant
  void account(String name, long leftMs) {
    documents.preload(name, Documents.USED_MS + leftMs);
    firestore.accounts().admit(new AccountId(name), name).block(Backing.PATIENCE);
  }

  /// Instances whose clocks begin anew, with a Redis that knows nothing.
  Crew crew(int instances) {
    if (isRedisAlive) {
      redis.stop();
    }
    redis.start();
    isRedisAlive = true;
    return new Crew(place(), folder, instances, SEED, trembleMs, clock);
  }

  void stopRedis() {
    redis.stop();
    isRedisAlive = false;
  }

  boolean isRedisAlive() {
    return isRedisAlive;
  }

  /// Writes the plan without limit to the ledger, as whoever changes one does first.
  void subscribeToUnlimited(String account) {
    subscribe(account, MonthlyGrant.unlimited());
  }

  void subscribe(String account, MonthlyGrant grant) {
    firestore.accounts()
        .subscribe(new AccountId(account), Subscription.basic(grant))
        .block(Backing.PATIENCE);
  }

  /// Announces a change, with its message. Gives the nanoseconds of real time when it began.
  long raise(String account) {
    try (var store = RedisStore.open(RedisAddress.parse(redis.url()), clock)) {
      store.ping().retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN)).block(Backing.PATIENCE);
      var began = System.nanoTime();
      store.signals().raise(new AccountId(account)).block(Backing.PATIENCE);
      return began;
    }
  }

  /// Announces a change of which no message comes through.
  void raiseUnheard(String account) {
    redis.ask("SET", "credits_invalidated:" + account, "changed-" + clock.seconds());
  }

  /// Compares what the streams of an account were billed with what the account was charged. Gives that in
  /// milliseconds.
  long audit(String account, Counts counts) {
    var balance = Objects.requireNonNull(firestore.allowances()
        .fetch(new AccountId(account), clock.instant())
        .block(Backing.PATIENCE));
    var charged = balance.allowance().usedMs() - Documents.USED_MS;
    billedMs += counts.billedMs();
    chargedMs += charged;
    worstDifferenceMs = Math.max(worstDifferenceMs, Math.abs(charged - counts.billedMs()));
    return charged;
  }

  /// What all streams were billed so far, by their meters.
  long billedMs() {
    return billedMs;
  }

  /// What all accounts were charged so far.
  long chargedMs() {
    return chargedMs;
  }

  /// The largest difference of the two in one scene, either way.
  long worstDifferenceMs() {
    return worstDifferenceMs;
  }

  @Override
  public void close() {
    firestore.close();
    documents.close();
    emulator.close();
    redis.close();
  }
}
