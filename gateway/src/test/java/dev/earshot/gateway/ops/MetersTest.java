package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import dev.earshot.gateway.engine.EngineDouble;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.MemoryStore;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class MetersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Meters meters = new Meters();

  /// Nobody but the meters keeps what tells a value, and the registry refers to it weakly.
  @Test
  void scrape_memoryWasCollected_stillHasEachValue() {
    var trips = new AtomicLong(7);
    var clock = InstantSource.fixed(Instant.EPOCH);
    meters.redisRoundTrips(trips::get);
    var places = places(clock);
    meters.books(new UsageRecorder(places, Duration.ofSeconds(1), new Random(1)),
        new UsageReplay(places), InstantSource.offset(clock, Duration.ofSeconds(3)));

    collect();

    assertThat(meters.scrape()).contains("earshot_redis_round_trips_total 7.0",
        "earshot_usage_journal_age_seconds 3.0", "earshot_usage_counter_age_seconds 3.0");
  }

  @Test
  void engines_watched_areCountedByNameAndTrouble() {
    var engines = meters.engines();
    engines.watch(new EngineDouble(), Map.of("deepgram", 0.36));
    engines.failover(Trouble.STALLED);
    engines.replayed(Duration.ofMillis(1_200));
    engines.gap(Trouble.MUTE, Duration.ofMillis(300));
    collect();

    assertThat(meters.scrape()).contains(
        "earshot_engine_legs_open{engine=\"deepgram\"} 2.0",
        "earshot_engine_legs_total{engine=\"deepgram\"} 12.0",
        "earshot_engine_failures_total{engine=\"deepgram\",trouble=\"lost\"} 3.0",
        "earshot_engine_failures_total{engine=\"sphinx\",trouble=\"garbled\"} 0.0",
        "earshot_engine_available{engine=\"deepgram\"} 1.0",
        "earshot_engine_available{engine=\"sphinx\"} 0.0",
        "earshot_upstream_ms_total{base=\"sound\",engine=\"deepgram\"} 8000.0",
        "earshot_upstream_ms_total{base=\"open_time\",engine=\"deepgram\"} 10000.0",
        "earshot_engine_targets{engine=\"deepgram\",state=\"resting\"} 1.0",
        "earshot_engine_targets{engine=\"sphinx\",state=\"left\"} 1.0",
        "earshot_engine_money_total{engine=\"deepgram\"} 8.0E-4",
        "earshot_engine_money_total{engine=\"sphinx\"} 0.0",
        "earshot_failovers_total{trouble=\"stalled\"} 1.0", "earshot_replayed_ms_total 1200.0",
        "earshot_audio_gap_ms_total{trouble=\"mute\"} 300.0");
  }

  @Test
  void caches_watched_areShownByFamilyAsTheyAppear() {
    var bus = new InProcessBus();
    var caches = CacheManager.open(CacheSettings.of(1 << 20, () -> 0L, Schedulers.immediate(),
        new Random(1)), new InProcessSecondLevel(1 << 20, () -> 0L, Runnable::run), bus);
    meters.caches().watch(caches, bus);
    assertThat(meters.scrape()).contains("earshot_cache_bound_bytes 1048576.0",
        "earshot_cache_bus_total{event=\"gap\"} 1.0").doesNotContain("earshot_cache_entries");
    var family = CacheFamily.of("mentor_frequency", Integer.class, _ -> HeapSize.BOXED);
    for (var i = 0; i < 3; i++) {
      caches.getOrFetch(family.key("ann"), Duration.ofSeconds(30), () -> Mono.just(2)).block();
    }
    collect();

    assertThat(meters.scrape()).contains(
        "earshot_cache_events_total{event=\"hit\",family=\"mentor_frequency\"} 2.0",
        "earshot_cache_events_total{event=\"miss\",family=\"mentor_frequency\"} 1.0",
        "earshot_cache_events_total{event=\"load\",family=\"mentor_frequency\"} 1.0",
        "earshot_cache_entries{family=\"mentor_frequency\"} 1.0",
        "earshot_cache_loading{family=\"mentor_frequency\"} 0.0")
        .containsPattern("earshot_cache_bytes\\{family=\"mentor_frequency\"} [34]\\d\\d\\.0");
  }

  private static UsagePlaces places(InstantSource clock) {
    var store = new MemoryStore();
    var counter = new InProcessCounter(new InProcessSignals(), clock);
    return new UsagePlaces(store.usageJournal(), counter, store.usageLedger(),
        Duration.ofSeconds(1), (_, _) -> {}, clock);
  }

  private static void collect() {
    var gone = new WeakReference<>(new Object());
    Until.holds(() -> {
      System.gc();
      return gone.get() == null;
    }, PATIENCE);
  }
}
