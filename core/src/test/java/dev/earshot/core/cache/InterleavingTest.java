package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.SHARED;
import static dev.earshot.core.cache.Rig.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.invalidation.InProcessBus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// In whatever order things happen: who asks after an invalidation has completed, on either of two instances,
/// is told nothing older than what was written before it.
class InterleavingTest {
  private static final int SEEDS = 1_500;

  @Test
  void invalidation_anyInterleavingOfStepsOnTwoInstances_wins() {
    var told = IntStream.range(0, SEEDS).mapToLong(seed -> new Interleaving(seed).play()).sum();

    assertThat(told).isGreaterThan(10L * SEEDS);
  }

  @Test
  void invalidation_manyThreadsOnTwoInstances_wins() {
    var rig = new Rig();
    var bus = new InProcessBus();
    var second = rig.second();
    var instances = List.of(rig.open(second, bus), rig.open(second, bus.beside()));
    var key = SHARED.key("ann");
    var written = new AtomicInteger();
    var acknowledged = new AtomicInteger();
    var writes = Mono.defer(() -> {
      var version = written.incrementAndGet();
      return instances.get(version % 2)
          .invalidate(key)
          .then(Mono.fromRunnable(() -> acknowledged.set(version)));
    }).subscribeOn(Schedulers.boundedElastic()).repeat(1_500).then();
    var wrong = Flux.range(0, 4)
        .flatMap(i -> Mono.defer(() -> {
          var least = acknowledged.get();
          return instances.get(i % 2)
              .getOrFetch(key, TTL, () -> Mono.fromSupplier(() -> Integer.toString(written.get())))
              .filter(value -> Integer.parseInt(value) < least);
        }).subscribeOn(Schedulers.boundedElastic()).repeat(5_000))
        .collectList();

    assertThat(Mono.zip(wrong, writes.thenReturn(true), (stale, _) -> stale)
        .block(Duration.ofSeconds(60))).isEmpty();
    instances.forEach(instance -> {
      instance.invalidate(key).block();
      assertThat(instance.places()).isZero();
      assertThat(instance.statistics(SHARED).entries()).isZero();
      assertThat(instance.statistics(SHARED).bytes()).isZero();
      assertThat(instance.statistics(SHARED).loading()).isZero();
    });
  }
}
