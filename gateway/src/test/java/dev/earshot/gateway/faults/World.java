package dev.earshot.gateway.faults;

import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.gateway.CrashingGateway.Point;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.FirestoreEmulator;
import dev.earshot.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Redis, Firestore, and gateways that share them: all of them processes, all of them this world's own.
final class World implements AutoCloseable {
  static final AccountId ACCOUNT = new AccountId("ann");
  static final String KEY = "key-s3cret";

  private final Path disks;
  private final String project;
  private final RedisServer redis = RedisServer.open();
  private final FirestoreEmulator firestore = FirestoreEmulator.open();
  private final List<Runnable> running = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();

  /// @param minutes that the account may use
  World(Path disks, String project, int minutes) {
    this.disks = disks;
    this.project = project;
    settings.putAll(Map.of("EARSHOT_TICK", "1s", "EARSHOT_CREDIT_TTL", "3s",
        "EARSHOT_ZERO_REFRESH", "1s", "EARSHOT_STORE", "firestore", "EARSHOT_SIGNALS", "redis",
        "GOOGLE_CLOUD_PROJECT", project, "FIRESTORE_EMULATOR_HOST", firestore.hostAndPort(),
        "EARSHOT_REDIS_URL", redis.url(), "EARSHOT_KEYS", ACCOUNT.value() + ":" + KEY + ":"
            + minutes,
        "EARSHOT_THRESHOLD", "0s"));
  }

  RedisServer redis() {
    return redis;
  }

  FirestoreEmulator firestore() {
    return firestore;
  }

  World with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /// A gateway with this disk.
  GatewayChild gateway(String disk) {
    return gateway(disk, Point.NOWHERE);
  }

  /// A gateway with this disk that dies at a point.
  GatewayChild gateway(String disk, Point point) {
    var child = GatewayChild.start(disk(disk), settings, point);
    running.add(child::close);
    return child;
  }

  Path disk(String name) {
    return disks.resolve(name);
  }

  Speaker speaker(GatewayChild gateway) {
    var speaker = Speaker.at(gateway.port(), KEY);
    running.add(speaker::close);
    return speaker;
  }

  /// What the account was charged for, by the ledger itself.
  long chargedMs() {
    var settings = StoreSettings.of(project)
        .onEmulator(firestore.hostAndPort())
        .within(Duration.ofSeconds(30));
    try (var store = FirestoreStore.open(settings, Plans.none(), InstantSource.system(),
        DocumentOperations.UNHEARD)) {
      return Objects.requireNonNull(store.allowances()
          .fetch(ACCOUNT, InstantSource.system().instant())
          .block()).allowance().usedMs();
    }
  }

  /// Waits until the ledger has charged at least so much, then gives what it has.
  long awaitCharged(long least) {
    Until.holds(() -> chargedMs() >= least, Duration.ofSeconds(40));
    return chargedMs();
  }

  @Override
  public void close() {
    running.reversed().forEach(Runnable::run);
    firestore.close();
    redis.close();
  }
}
