package dev.earshot.redis;

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
import dev.earshot.core.cache.SharedForm;
import dev.earshot.testkit.RedisServer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The caches of two instances over one Redis, which may be away.
class RedisCachesTest {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final CacheFamily<String> APPS = CacheFamily.of("app", String.class, HeapSize::of)
      .shared(new SharedForm<>(key -> "apps:" + key.id(), text -> text.getBytes(UTF_8),
          bytes -> new String(bytes, UTF_8), Duration.ofMinutes(10)));
  private static final CacheFamily<Integer> FREQUENCY = CacheFamily.of("mentor_frequency",
      Integer.class, _ -> HeapSize.BOXED);

  private final AtomicInteger calls = new AtomicInteger();
  private RedisServer server;
  private RedisStore one;
  private RedisStore other;
  private CacheManager here;
  private CacheManager there;

  @BeforeEach
  void open() {
    server = RedisServer.open();
    one = Stores.brisk(server.url());
    other = Stores.brisk(server.url());
    await(() -> isThere(one) && isThere(other));
    here = caches(one);
    there = caches(other);
    await(() -> one.bus().statistics().gaps() == 1 && other.bus().statistics().gaps() == 1);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    one.close();
    other.close();
    server.close();
  }

  /// Seed tests 46, 49 and 50.
  @Test
  void invalidate_twoKeysOnOneInstance_clearsTheOtherInstancesCopies() {
    assertThat(frequency(there, "ann", 1)).isEqualTo(1);
    assertThat(frequency(there, "bob", 1)).isEqualTo(1);
    assertThat(frequency(there, "eve", 1)).isEqualTo(1);
    here.invalidate(FREQUENCY.key("ann"), FREQUENCY.key("bob")).block(Stores.PATIENCE);

    await(() -> frequency(there, "ann", 2) == 2 && frequency(there, "bob", 2) == 2);
    assertThat(frequency(there, "eve", 2)).isEqualTo(1);
  }

  @Test
  void load_byOneInstance_isTheOthersToo() {
    assertThat(app(here, "value")).isEqualTo("value");
    await(() -> server.ask("GET", "apps:1").equals("value"));

    assertThat(app(there, "newer")).isEqualTo("value");
    assertThat(calls).hasValue(1);
    assertThat(Long.parseLong(server.ask("PTTL", "apps:1").substring(1)))
        .isBetween(590_000L, 600_000L);
  }

  @Test
  void invalidate_sharedKey_isReadBackByNobody() {
    app(here, "old");
    await(() -> server.ask("GET", "apps:1").equals("old"));
    app(there, "old");
    here.invalidate(APPS.key("1")).block(Stores.PATIENCE);

    assertThat(app(here, "new")).isEqualTo("new");
    await(() -> app(there, "new").equals("new"));
  }

  @Test
  void load_somethingElseUnderTheName_isPoisonWhichGoes() {
    server.ask("RPUSH", "apps:1", "a", "b");

    assertThatThrownBy(() -> one.secondLevel().get("apps:1").block(Stores.PATIENCE))
        .isInstanceOf(PoisonedValueException.class)
        .hasMessageNotContaining("apps");
    assertThat(app(here, "value")).isEqualTo("value");
    await(() -> server.ask("TYPE", "apps:1").equals("+string"));
    assertThat(here.statistics(APPS).poisoned()).isEqualTo(1);
  }

  @Test
  void get_moreThanTheBound_isPoisonAndNotReadToItsEnd() {
    server.ask("SETRANGE", "apps:1", Integer.toString(one.secondLevel().mostBytes() + 1), "x");

    assertThatThrownBy(() -> one.secondLevel().get("apps:1").block(Stores.PATIENCE))
        .isInstanceOf(PoisonedValueException.class)
        .hasMessageContaining("8388608 bytes");
  }

  @Test
  void load_redisIsAway_isTheLoadersAnswer() {
    server.stop();
    await(() -> !isThere(one));

    assertThat(app(here, "value")).isEqualTo("value");
    assertThat(here.statistics(APPS).away()).isEqualTo(1);
    assertThat(here.statistics(APPS).failures()).isZero();
  }

  @Test
  void load_redisIsFrozen_isTheLoadersAnswer() {
    server.freeze();
    try {
      assertThat(app(here, "value")).isEqualTo("value");
      assertThat(here.statistics(APPS).away()).isEqualTo(1);
    } finally {
      server.thaw();
    }
  }

  @Test
  void redis_wasAway_copiesFromBeforeAreDropped() {
    assertThat(frequency(there, "ann", 1)).isEqualTo(1);
    server.stop();
    await(() -> !isThere(one));
    assertThatThrownBy(() -> here.invalidate(FREQUENCY.key("ann")).block(Stores.PATIENCE))
        .isInstanceOf(RedisStoreException.class);
    assertThat(frequency(there, "ann", 2)).isEqualTo(1);
    server.start();

    await(() -> frequency(there, "ann", 2) == 2);
  }

  private static CacheManager caches(RedisStore store) {
    return CacheManager.open(CacheSettings.of(1_000_000, System::nanoTime, Schedulers.parallel(),
        new Random(1)), store.secondLevel(), store.bus());
  }

  private String app(CacheManager caches, String loaded) {
    return asked(caches, APPS.key("1"), loaded);
  }

  private int frequency(CacheManager caches, String account, int loaded) {
    return asked(caches, FREQUENCY.key(account), loaded);
  }

  private <T> T asked(CacheManager caches, CacheKey<T> key, T loaded) {
    return Stores.answer(caches.getOrFetch(key, TTL, () -> {
      calls.incrementAndGet();
      return Mono.just(loaded);
    }));
  }
}
