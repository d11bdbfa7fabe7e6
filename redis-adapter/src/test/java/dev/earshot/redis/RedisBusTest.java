package dev.earshot.redis;

import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.testkit.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The bus over a Redis that stops and starts, and on which anybody says anything.
class RedisBusTest {
  private static final String CHANNEL = "cache_invalidation";

  private RedisServer server;
  private RedisStore store;
  private InvalidationBus bus;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger gaps = new AtomicInteger();

  @BeforeEach
  void open() {
    server = RedisServer.open();
    store = Stores.brisk(server.url());
    await(() -> isThere(store));
    bus = store.bus();
    bus.register("*", heard::add);
    bus.onGap(gaps::incrementAndGet);
    bus.start();
    await(() -> gaps.get() == 1);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  /// Seed test 37: channel and payload, as somebody else hears them.
  @Test
  void publish_isHeardByOthers_onTheSeedsChannelInTheSeedsWords() {
    var said = new CopyOnWriteArrayList<String>();
    var client = RedisClient.create(server.url());
    try (var connection = client.connectPubSub()) {
      connection.addListener(new RedisPubSubAdapter<>() {
        @Override
        public void message(String channel, String message) {
          said.add(channel + " " + message);
        }
      });
      connection.sync().subscribe(CHANNEL);
      publish("apps:1");
      await(() -> !said.isEmpty());
    } finally {
      client.shutdown();
    }

    assertThat(said.getFirst()).matches(
        CHANNEL + " \\{\"event\":\"invalidate\",\"keys\":\\[\"apps:1\"],\"timestamp\":[0-9.E]+}");
  }

  /// Seed test 44: a message of the seed's, as Python writes it.
  @Test
  void message_ofTheSeed_isHeard() {
    server.ask("PUBLISH", CHANNEL,
        "{\"event\": \"invalidate\", \"keys\": [\"apps:1\", \"apps:2\"], \"timestamp\": 1.5}");

    await(() -> heard.equals(List.of("apps:1", "apps:2")));
  }

  /// Seed test 45.
  @Test
  void message_unknownOrPoisoned_isCountedAndPassedOver() {
    server.ask("PUBLISH", CHANNEL, "{\"event\":\"refresh\",\"keys\":[\"apps:1\"]}");
    server.ask("PUBLISH", CHANNEL, "no json");
    server.ask("PUBLISH", CHANNEL, "{\"event\":\"invalidate\",\"keys\":[1]}");
    server.ask("PUBLISH", CHANNEL,
        InvalidationMessage.write(Collections.nCopies(10_000, "apps:1"), Instant.EPOCH));
    server.ask("PUBLISH", CHANNEL, "x".repeat(2_000_000));
    publish("last");

    await(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("last");
    assertThat(bus.statistics().unknown()).isEqualTo(1);
    assertThat(bus.statistics().poisoned()).isEqualTo(4);
    assertThat(gaps).hasValue(1);
  }

  /// Seed tests 47 and 48.
  @Test
  void startAndStop_subscribeAndUnsubscribe() {
    assertThat(subscribers()).isEqualTo(1);
    bus.start();
    assertThat(subscribers()).isEqualTo(1);
    bus.stop();
    await(() -> subscribers() == 0);
    bus.stop();
    bus.start();

    await(() -> subscribers() == 1 && gaps.get() == 2);
  }

  @Test
  void server_stopsAndStarts_aGapIsToldAndTheBusHears() {
    server.stop();
    await(() -> !isThere(store));
    assertThat(gaps).hasValue(1);
    server.start();

    await(() -> gaps.get() == 2);
    await(() -> isThere(store));
    publish("apps:1");
    await(() -> heard.contains("apps:1"));
  }

  @Test
  void publish_redisIsAway_failsAndIsCounted() {
    server.stop();
    await(() -> !isThere(store));

    assertThatThrownBy(() -> publish("apps:1")).isInstanceOf(RedisStoreException.Away.class);
    assertThat(bus.statistics().unpublished()).isEqualTo(1);
    assertThat(bus.statistics().published()).isZero();
  }

  @Test
  void start_redisIsAway_hearsWhenItComes() {
    server.stop();
    try (var early = Stores.brisk(server.url())) {
      var told = new AtomicInteger();
      early.bus().onGap(told::incrementAndGet);
      early.bus().start();
      assertThat(told).hasValue(0);
      server.start();

      await(() -> told.get() == 1);
    }
  }

  private void publish(String... keys) {
    bus.publish(List.of(keys)).block(Stores.PATIENCE);
  }

  private int subscribers() {
    return Integer.parseInt(
        server.ask("PUBSUB", "NUMSUB", CHANNEL).replace(CHANNEL, "").replace(":", "").strip());
  }
}
