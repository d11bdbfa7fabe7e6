package dev.earshot.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// A master, its replica and a Sentinel that makes the replica master when the master is gone.
public final class RedisSentinel implements AutoCloseable {
  private static final String NAME = "main";
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final RedisServer master;
  private final RedisServer replica;
  private final RedisServer sentinel;

  private RedisSentinel(RedisServer master, RedisServer replica, RedisServer sentinel) {
    this.master = master;
    this.replica = replica;
    this.sentinel = sentinel;
  }

  /// Starts the three; answers when the Sentinel knows the replica.
  public static RedisSentinel open() {
    var master = RedisServer.open("--repl-diskless-sync-delay", "0");
    var replica = RedisServer.open("--replicaof", "127.0.0.1 " + master.port());
    var sentinel = RedisServer.openSentinel("sentinel monitor " + NAME + " 127.0.0.1 "
        + master.port() + " 1\nsentinel down-after-milliseconds " + NAME
        + " 500\nsentinel failover-timeout " + NAME + " 3000\n");
    var opened = new RedisSentinel(master, replica, sentinel);
    await(() -> replica.ask("INFO", "replication").contains("master_link_status:up")
        && sentinel.ask("SENTINEL", "REPLICAS", NAME).contains("127.0.0.1:" + replica.port()));
    return opened;
  }

  /// `redis-sentinel://127.0.0.1:port#main`.
  public String url() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "#" + NAME;
  }

  /// Kills the master and waits until the other one is it.
  public void failOver() {
    master.stop();
    await(() -> replica.ask("ROLE").contains("master"));
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }

  private static void await(BooleanSupplier holds) {
    Mono.fromRunnable(() -> {
      if (!holds.getAsBoolean()) {
        throw new IllegalStateException("sentinel: not ready yet");
      }
    })
        .subscribeOn(Schedulers.boundedElastic())
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, ASK_AGAIN))
        .block(READY);
  }
}
