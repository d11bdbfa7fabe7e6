package dev.earshot.redis;

import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.usage.UsageCounter;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandType;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// What many gateways share in one Redis: one server, one behind Sentinels, or a cluster.
///
/// Opening does not wait for it, and it may be away at any time: calls then fail at once with
/// [RedisStoreException.Away] until it is back, without anybody's doing. A call is answered or has failed
/// within half a second. At most 10,000 commands wait on a connection. Answers come on Reactor's
/// parallel threads. Redis 6.2 or newer; all it keeps may be lost and is whole again after the next
/// reports.
///
/// A user of its own needs `~usage:* ~credits_invalidated:* ~credit_notice:* ~cache:* &credit_changes
/// &cache_invalidation`, the names of cache families that say others, and `+@connection +evalsha +eval
/// +time +info +get +getrange +mget +set +publish +subscribe +hmget +hget +hset +expireat +expire +zadd
/// +zrem +zrangebyscore`, in a cluster `+cluster` as well.
public final class RedisStore implements AutoCloseable {
  private static final long PATIENCE_S = 5;

  private final RedisAddress address;
  private final Dialler dialler;
  private final Dialler.Line commands;
  private final Dialler.Line pushes;
  private final Lane<StatefulConnection<String, String>> lane;
  private final Wire wire;
  private final News<CreditChange> news;
  private final SecondLevel secondLevel;
  private final RedisBus bus;
  private final UsageCounter counter;
  private final ChangeSignals signals;
  private final CreditNotices notices;

  private RedisStore(RedisAddress address, InstantSource clock, RandomGenerator random,
      Scheduler scheduler, RedisTimes times) {
    this.address = address;
    this.dialler = new Dialler(address, times);
    this.commands = dialler.line(true);
    this.pushes = dialler.line(false);
    this.lane = new Lane<>(() -> commands.commands().thenApply(open -> open),
        new Redial(times.redial(), random), scheduler);
    this.wire = new Wire(lane, times, scheduler);
    this.news = new News<>(pushes, times, random, scheduler,
        new News.Topic<>(Names.CHANGES, text -> Message.read(text).map(change -> change),
            new CreditChange.Missed()));
    this.counter = new RedisCounter(wire, address.kind() instanceof RedisAddress.Kind.Cluster);
    this.signals = new RedisSignals(wire, news, clock, random);
    this.notices = new RedisNotices(wire, clock);
    this.secondLevel = new RedisSecondLevel(wire);
    this.bus = new RedisBus(wire, topic -> new News<>(pushes, times, random, scheduler, topic),
        clock);
  }

  /// Begins to connect and comes back at once.
  ///
  /// @param clock dates signals, and says how long a month's notices are to be kept
  public static RedisStore open(RedisAddress address, InstantSource clock) {
    // the system's own source reads a file now and then, and signals are raised on threads that may not wait
    return open(address, clock, new Random(new SecureRandom().nextLong()), Schedulers.parallel());
  }

  /// The same, for who has randomness and threads to give.
  ///
  /// @param random tells signals apart and spreads attempts to connect; used by several threads
  /// @param scheduler on which answers and news come; not closed here
  public static RedisStore open(RedisAddress address, InstantSource clock,
      RandomGenerator random, Scheduler scheduler) {
    return open(address, clock, random, scheduler, RedisTimes.USUAL);
  }

  static RedisStore open(RedisAddress address, InstantSource clock, RandomGenerator random,
      Scheduler scheduler, RedisTimes times) {
    var store = new RedisStore(address, clock, random, scheduler, times);
    store.lane.start();
    return store;
  }

  public UsageCounter counter() {
    return counter;
  }

  public ChangeSignals signals() {
    return signals;
  }

  public CreditNotices notices() {
    return notices;
  }

  /// Values that caches of all gateways share, under the names that their families say.
  public SecondLevel secondLevel() {
    return secondLevel;
  }

  /// What caches of all gateways tell each other. Stopped with the store, where it was started.
  public InvalidationBus bus() {
    return bus;
  }

  /// Whether Redis answers. Cold; one round trip; fails with a [RedisStoreException] that says why not.
  public Mono<Void> ping() {
    return Mono.defer(() -> wire.within(wire.send(() -> List.of(
        Wire.command(CommandType.PING, new StatusOutput<>(Wire.CODEC), Wire.args())))
        .doOnNext(pings -> pings.getFirst().join())
        .then()));
  }

  /// How often the ports and [#ping] have asked Redis since the store was opened. What was sent together
  /// and waited for together is one round trip; what keeps the connections alive is none.
  public long roundTrips() {
    return wire.roundTrips();
  }

  /// Lets go of connections and threads; what was asked and not answered fails. Waits some seconds at
  /// most, so not on an event loop; closing again does nothing.
  @Override
  public void close() {
    CompletableFuture.allOf(lane.close(), news.close(), bus.close())
        .handle((_, _) -> CompletableFuture.allOf(commands.close(), pushes.close()))
        .thenCompose(closed -> closed)
        .completeOnTimeout(null, PATIENCE_S, TimeUnit.SECONDS)
        .exceptionally(_ -> null)
        .join();
    dialler.close();
  }

  /// The servers, without user and password.
  @Override
  public String toString() {
    return address.toString();
  }
}
