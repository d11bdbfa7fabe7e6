package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.SHARED;
import static dev.earshot.core.cache.Rig.TTL;
import static dev.earshot.core.cache.Rig.ask;
import static dev.earshot.core.cache.Rig.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.invalidation.InProcessBus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Families with a second level: it answers before the loader does, and nobody notices when it does not.
class SharedLevelTest {
  private static final CacheKey<String> KEY = SHARED.key("ann");

  private final Rig rig = new Rig();
  private final InProcessSecondLevel second = rig.second();
  private final AwkwardLevel level = new AwkwardLevel(second);
  private final CacheManager caches = rig.open(level, new InProcessBus());
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void load_anotherInstanceHasLoaded_asksNobody() {
    var other = rig.open(second, new InProcessBus());
    assertThat(load(other, "value")).isEqualTo("value");

    assertThat(load(caches, "newer")).isEqualTo("value");
    assertThat(calls).hasValue(1);
    assertThat(statistics().shared()).isEqualTo(1);
  }

  @Test
  void load_nothingThere_isPutUnderTheFamilysName() {
    load(caches, "value");

    assertThat(told(second.get("apps:ann"))).isEqualTo("value".getBytes(UTF_8));
    assertThat(level.puts()).isEqualTo(1);
  }

  @Test
  void load_outlivesTheFirstLevel_untilItsOwnTimeIsOver() {
    load(caches, "value");
    rig.pass(TTL);
    assertThat(load(caches, "newer")).isEqualTo("value");
    rig.pass(Duration.ofMinutes(10));

    assertThat(load(caches, "newer")).isEqualTo("newer");
  }

  @Test
  void load_noValue_isNotPut() {
    assertThat(told(caches.getOrFetch(KEY, TTL, Mono::empty))).isNull();
    assertThat(level.puts()).isZero();
  }

  @Test
  void load_away_asksTheLoader() {
    level.fail();

    assertThat(load(caches, "value")).isEqualTo("value");
    assertThat(statistics().away()).isEqualTo(1);
    assertThat(statistics().failures()).isZero();
    assertThat(level.puts()).isZero();
  }

  @Test
  void load_slow_asksTheLoaderAfterAQuarterOfASecond() {
    level.slow();
    var waits = ask(caches.getOrFetch(KEY, TTL, () -> Mono.just("value")));
    rig.passMillis(249);
    assertThat(waits.isOver()).isFalse();
    rig.passMillis(1);

    assertThat(waits.value()).isEqualTo("value");
    assertThat(statistics().away()).isEqualTo(1);
  }

  @Test
  void load_slowToPut_answersAtOnce() {
    var waits = ask(caches.getOrFetch(KEY, TTL, () -> {
      level.slow();
      return Mono.just("value");
    }));

    assertThat(waits.value()).isEqualTo("value");
    rig.passMillis(250);
    assertThat(statistics().away()).isEqualTo(1);
  }

  @Test
  void load_poisonedValue_isAMissDeletedAndCounted() {
    told(second.put("apps:ann", "poison".getBytes(UTF_8), Duration.ofMinutes(10)));

    assertThat(load(caches, "value")).isEqualTo("value");
    assertThat(statistics().poisoned()).isEqualTo(1);
    assertThat(told(second.get("apps:ann"))).isNull();
    rig.pass(TTL);
    assertThat(load(caches, "newer")).isEqualTo("newer");
    assertThat(told(second.get("apps:ann"))).isEqualTo("newer".getBytes(UTF_8));
  }

  @Test
  void load_tooLargeForTheSecondLevel_isKeptHereOnly() {
    var narrow = new InProcessSecondLevel(2_000, rig::now, Runnable::run);
    var narrowed = rig.open(narrow, new InProcessBus());
    var large = "x".repeat(1_001);

    assertThat(load(narrowed, large)).isEqualTo(large);
    assertThat(load(narrowed, "other")).isEqualTo(large);
    assertThat(told(narrow.get("apps:ann"))).isNull();
    assertThat(narrowed.statistics(SHARED).refused()).isEqualTo(1);
  }

  @Test
  void load_emptyValue_isKeptHereOnly() {
    assertThat(load(caches, "")).isEmpty();
    assertThat(load(caches, "other")).isEmpty();
    assertThat(level.puts()).isZero();
  }

  @Test
  void name_ofASharedKey_isTheSeedsWhereTheFamilySaysNone() {
    var form = new SharedForm<String>(String::getBytes, String::new, TTL);
    var apps = CacheFamily.of("get_popular_apps_data", String.class, HeapSize::of);

    assertThat(form.name().apply(apps.key(""))).isEqualTo("cache:Z2V0X3BvcHVsYXJfYXBwc19kYXRh");
  }

  private @Nullable String load(CacheManager by, String loaded) {
    return told(by.getOrFetch(KEY, TTL, () -> {
      calls.incrementAndGet();
      return Mono.just(loaded);
    }));
  }

  private FamilyStatistics statistics() {
    return caches.statistics(SHARED);
  }
}
