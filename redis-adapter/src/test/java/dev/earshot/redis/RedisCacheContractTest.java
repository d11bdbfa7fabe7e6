package dev.earshot.redis;

import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.testkit.InvalidationBusContract;
import dev.earshot.testkit.RedisServer;
import dev.earshot.testkit.SecondLevelContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// What caches share over a real Redis, on two stores as two instances have them.
class RedisCacheContractTest implements SecondLevelContract, InvalidationBusContract {
  private static RedisServer server;

  private RedisStore here;
  private RedisStore there;

  @BeforeAll
  static void open() {
    server = RedisServer.open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @BeforeEach
  void openStores() {
    here = Stores.patient(server.url());
    there = Stores.patient(server.url());
  }

  @AfterEach
  void closeStores() {
    here.close();
    there.close();
  }

  @Override
  public SecondLevel secondLevel() {
    return here.secondLevel();
  }

  /// Takes the time off what each name has left of it.
  @Override
  public void pass(Duration time) {
    pass(server, time);
  }

  /// The same for what one server has.
  static void pass(RedisServer server, Duration time) {
    for (var name : server.ask("KEYS", "*").split(" ", -1)) {
      if (!name.isEmpty()) {
        var left = Long.parseLong(server.ask("PTTL", name).substring(1));
        server.ask("PEXPIRE", name, Long.toString(left - time.toMillis()));
      }
    }
  }

  @Override
  public InvalidationBus here() {
    return here.bus();
  }

  @Override
  public InvalidationBus there() {
    return there.bus();
  }
}
