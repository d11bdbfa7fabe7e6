package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
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
