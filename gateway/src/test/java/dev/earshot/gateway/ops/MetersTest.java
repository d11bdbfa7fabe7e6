package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.gateway.engine.EngineDouble;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.MemoryStore;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Meters meters = new Meters();

  /// Nobody but the meters keeps what tells a value, and the registry refers to it weakly.
  @Test
  void scrape_memoryWasCollected_stillHasEachValue() {
    var trips = new AtomicLong(7);
    var clock = InstantSource.fixed(Instant.EPOCH);
    meters.redisRoundTrips(trips::get);
    meters.books(recorder(clock), InstantSource.offset(clock, Duration.ofSeconds(3)));

    collect();

    assertThat(meters.scrape()).contains("earshot_redis_round_trips_total 7.0",
        "earshot_usage_journal_age_seconds 3.0", "earshot_usage_counter_age_seconds 3.0");
  }

  @Test
  void engines_watched_areCountedByNameAndTrouble() {
    var engines = meters.engines();
    engines.watch(new EngineDouble());
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
        "earshot_failovers_total{trouble=\"stalled\"} 1.0", "earshot_replayed_ms_total 1200.0",
        "earshot_audio_gap_ms_total{trouble=\"mute\"} 300.0");
  }

  private static UsageRecorder recorder(InstantSource clock) {
    var store = new MemoryStore();
    var counter = new InProcessCounter(new InProcessSignals(), clock);
    var places = new UsagePlaces(store.usageJournal(), counter, store.usageLedger(),
        Duration.ofSeconds(1), (_, _) -> {}, clock);
    return new UsageRecorder(places, Duration.ofSeconds(1), new Random(1));
  }

  private static void collect() {
    var gone = new WeakReference<>(new Object());
    Until.holds(() -> {
      System.gc();
      return gone.get() == null;
    }, PATIENCE);
  }
}
