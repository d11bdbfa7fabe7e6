package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.Signal.Raised;
import dev.earshot.testkit.RedisServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The signal that a plan has changed, as it lies in Redis: the seed's tests 26 to 28, 36 and 51.
class RedisSignalsTest {
  private static RedisServer server;
  private static List<RedisStore> instances;

  private final AccountId account = Streams.account();
  private final String name = "credits_invalidated:" + account;

  @BeforeAll
  static void open() {
    server = RedisServer.open();
    instances = Stream.generate(() -> Stores.patient(server.url())).limit(3).toList();
    await(() -> instances.stream().allMatch(Stores::isThere));
  }

  @AfterAll
  static void close() {
    instances.forEach(RedisStore::close);
    server.close();
  }

  /// The seed's name; a value of each change's own instead of the seed's 1, and 15 minutes instead of two.
  @Test
  void raise_lies_underTheSeedsNameUntilItExpires() {
    var raised = raise();

    assertThat(server.ask("GET", name)).isEqualTo(raised.value());
    assertThat(Long.parseLong(server.ask("TTL", name).substring(1))).isBetween(800L, 900L);
    assertThat(seenBy(instances.getFirst())).isEqualTo(raised);
  }

  @Test
  void read_nothingWasRaised_isAbsent() {
    assertThat(instances).extracting(this::seenBy).containsOnly(Signal.absent());
  }

  @Test
  void read_byThreeInstances_isSeenByAll() {
    var raised = raise();

    assertThat(instances).extracting(this::seenBy).containsExactly(raised, raised, raised);
  }

  @Test
  void read_leavesItWhereItIs() {
    var raised = raise();
    instances.forEach(this::seenBy);
    instances.forEach(store -> Streams.report(store, Streams.used(account, 1)));

    assertThat(server.ask("GET", name)).isEqualTo(raised.value());
  }

  @Test
  void read_threeTimesAndDeleted_isAbsent() {
    var raised = raise();
    for (var round = 0; round < 3; round++) {
      assertThat(seenBy(instances.getLast())).isEqualTo(raised);
    }
    server.ask("DEL", name);

    assertThat(seenBy(instances.getLast())).isEqualTo(Signal.absent());
  }

  private Raised raise() {
    return answer(instances.getFirst().signals().raise(account));
  }

  private Signal seenBy(RedisStore instance) {
    return answer(instance.signals().read(account));
  }
}
