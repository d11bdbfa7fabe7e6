package dev.earshot.load;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// How often a key is loaded that a thousand want at once, each on a thread of its own: a value, none, a failure.
final class SharedLoads implements CacheRows {
  private static final int CALLERS = 1_000;
  private static final long BYTES = 100L << 20;
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final Duration SLOW = Duration.ofMillis(400);
  private static final CacheFamily<Integer> FAMILY = CacheFamily.of("number", Integer.class,
      _ -> HeapSize.BOXED);

  /// Caches of a gateway that is alone, as a benchmark needs them.
  static CacheManager caches() {
    return CacheManager.open(
        CacheSettings.of(BYTES, System::nanoTime, Schedulers.parallel(), new Random(1)),
        new InProcessSecondLevel(BYTES, System::nanoTime, Schedulers.parallel()::schedule),
        new InProcessBus());
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    row(figures, "value there", Mono.just(7));
    row(figures, "missing", Mono.empty());
    row(figures, "failing", Mono.error(new IllegalStateException("away")));
  }

  private static void row(Figures figures, String what, Mono<Integer> answer) {
    figures.add("loads of one key, " + CALLERS + " callers at once: " + what, "", 1,
        List.of((double) loads(answer)));
  }

  private static int loads(Mono<Integer> answer) {
    var loads = new AtomicInteger();
    var ready = new CountDownLatch(CALLERS);
    var served = new AtomicInteger();
    try (var caches = caches(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < CALLERS; i++) {
        threads.execute(() -> {
          ready.countDown();
          awaited(ready);
          caches.getOrFetch(FAMILY.key("one"), TTL, () -> {
            loads.incrementAndGet();
            return Mono.delay(SLOW).then(answer);
          }).onErrorComplete().block();
          served.incrementAndGet();
        });
      }
    }
    if (served.get() != CALLERS) {
      throw new IllegalStateException(
          served + " callers were answered (expected: " + CALLERS + ")");
    }
    return loads.get();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
