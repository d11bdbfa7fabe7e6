package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.testkit.ChangeSignalsContract;
import dev.earshot.testkit.CreditNoticesContract;
import dev.earshot.testkit.RedisCluster;
import dev.earshot.testkit.UsageCounterContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RedisClusterTest
    implements
      UsageCounterContract,
      ChangeSignalsContract,
      CreditNoticesContract {
  private RedisCluster cluster;
  private RedisStore store;

  @BeforeAll
  void open() {
    cluster = RedisCluster.open();
    store = Stores.patient(cluster.url());
    await(() -> isThere(store));
  }

  @AfterAll
  void close() {
    store.close();
    cluster.close();
  }

  @Override
  public UsageCounter usageCounter() {
    return store.counter();
  }

  @Override
  public ChangeSignals signals() {
    return store.signals();
  }

  @Override
  public CreditNotices notices() {
    return store.notices();
  }

  @Test
  void report_manyAccounts_isOneRoundTripWithAllSignals() {
    var counts = Streams.counts(2_000);
    answer(store.counter().report(counts, List.of()));
    var raised = new HashMap<Integer, Signal>();
    for (var at : List.of(0, 7, 1_999)) {
      raised.put(at, answer(store.signals().raise(counts.get(at).reading().account())));
    }
    var before = store.roundTrips();

    var tallies = answer(store.counter().report(counts, List.of()));

    assertThat(store.roundTrips() - before).isEqualTo(1);
    for (var i = 0; i < counts.size(); i++) {
      assertThat(tallies.get(i).signal()).isEqualTo(raised.getOrDefault(i, Signal.absent()));
    }
  }

  @Test
  void orphans_everywhere_areFound() {
    var counts = Streams.counts(200);
    answer(store.counter().report(counts, List.of()));

    var found = answer(store.counter().orphans(Duration.ZERO).collectList());

    assertThat(found).containsAll(counts.stream().map(count -> count.reading()).toList());
  }

  @Test
  void report_aNodeIsFrozen_isLateAndComesBack() {
    var counts = Streams.counts(200);
    try (var brisk = Stores.brisk(cluster.url())) {
      await(() -> isThere(brisk));
      await(() -> answer(brisk.counter()
          .report(counts, List.of())
          .map(_ -> true)
          .onErrorReturn(RedisStoreException.class, false)));
      cluster.nodes().getLast().freeze();
      try {
        assertThatThrownBy(() -> answer(brisk.counter().report(counts, List.of())))
            .isInstanceOf(RedisStoreException.class);
      } finally {
        cluster.nodes().getLast().thaw();
      }

      await(() -> answer(brisk.counter()
          .report(counts, List.of())
          .map(tallies -> tallies.getFirst() instanceof Tally.Unseeded)
          .onErrorReturn(RedisStoreException.class, false)));
    }
  }
}
