package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheKey;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.PoisonedValueException;
import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.cache.SharedForm;
import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.testkit.InvalidationBusContract;
import dev.earshot.testkit.RedisCluster;
import dev.earshot.testkit.SecondLevelContract;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What caches share over a cluster, whose nodes each have some of the names.
class RedisClusterCachesTest implements SecondLevelContract, InvalidationBusContract {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final int MANY = 20;
  private static final CacheFamily<String> APPS = CacheFamily.of("app", String.class, HeapSize::of)
      .shared(new SharedForm<>(key -> "apps:" + key.id(), text -> text.getBytes(UTF_8),
          bytes -> new String(bytes, UTF_8), Duration.ofMinutes(10)));

  private static RedisCluster cluster;

  private RedisStore here;
  private RedisStore there;

  @BeforeAll
  static void open() {
    cluster = RedisCluster.open();
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @BeforeEach
  void openStores() {
    here = Stores.patient(cluster.url());
    there = Stores.patient(cluster.url());
    await(() -> cluster.nodes()
        .stream()
        .allMatch(node -> node.ask("CLUSTER", "INFO").contains("cluster_state:ok")));
    await(() -> isThere(here) && isThere(there));
    cluster.nodes().forEach(node -> node.ask("FLUSHALL"));
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

  /// Takes the time off what each name has left of it, on the node that has it.
  @Override
  public void pass(Duration time) {
    cluster.nodes().forEach(node -> RedisCacheContractTest.pass(node, time));
  }

  @Override
  public InvalidationBus here() {
    return here.bus();
  }

  @Override
  public InvalidationBus there() {
    return there.bus();
  }

  /// The names lie on all nodes, and go in one call.
  @Test
  void invalidate_manyKeys_clearsTheOtherInstancesCopiesAndTheSecondLevel() {
    try (var one = caches(here); var other = caches(there)) {
      await(() -> here.bus().statistics().gaps() == 1 && there.bus().statistics().gaps() == 1);
      var keys = IntStream.range(0, MANY).mapToObj(i -> APPS.key("many-" + i)).toList();
      keys.forEach(key -> assertThat(app(other, key, "old")).isEqualTo("old"));
      await(() -> keys.stream().allMatch(key -> isShared(key, "old")));
      one.invalidate(keys).block(Stores.PATIENCE);

      await(() -> keys.stream().allMatch(key -> app(other, key, "new").equals("new")));
      assertThat(cluster.nodes())
          .allMatch(node -> node.ask("KEYS", "apps:many-*").contains("apps"));
    }
  }

  @Test
  void load_byOneInstance_isTheOthersToo() {
    try (var one = caches(here); var other = caches(there)) {
      var key = APPS.key("shared");
      assertThat(app(one, key, "value")).isEqualTo("value");
      await(() -> isShared(key, "value"));

      assertThat(app(other, key, "newer")).isEqualTo("value");
    }
  }

  @Test
  void get_somethingElseUnderTheName_isPoison() {
    cluster.nodes().forEach(node -> node.ask("RPUSH", "apps:odd", "a", "b")); // whichever has it

    assertThatThrownBy(() -> here.secondLevel().get("apps:odd").block(Stores.PATIENCE))
        .isInstanceOf(PoisonedValueException.class);
  }

  @Test
  void load_oneNodeIsFrozen_isTheLoadersAnswer() {
    try (var brisk = Stores.brisk(cluster.url()); var caches = caches(brisk)) {
      await(() -> isThere(brisk));
      var frozen = cluster.nodes().getLast();
      frozen.freeze();
      try {
        for (var i = 0; i < MANY; i++) {
          assertThat(app(caches, APPS.key("frozen-" + i), "value")).isEqualTo("value");
        }
        assertThat(caches.statistics(APPS).away()).isPositive();
        assertThat(caches.statistics(APPS).failures()).isZero();
      } finally {
        frozen.thaw();
      }
    }
  }

  private boolean isShared(CacheKey<String> key, String value) {
    var there = here.secondLevel().get("apps:" + key.id()).block(Stores.PATIENCE);
    return there != null && new String(there, UTF_8).equals(value);
  }

  private static CacheManager caches(RedisStore store) {
    return CacheManager.open(CacheSettings.of(1_000_000, System::nanoTime, Schedulers.parallel(),
        new Random(1)), store.secondLevel(), store.bus());
  }

  private static String app(CacheManager caches, CacheKey<String> key, String loaded) {
    return answer(caches.getOrFetch(key, TTL, () -> Mono.just(loaded)));
  }
}
