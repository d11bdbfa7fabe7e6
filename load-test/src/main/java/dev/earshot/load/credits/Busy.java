package dev.earshot.load.credits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Knows how many questions to the stores are under way, so that the clock stands still until all that a
/// second brings about is done.
///
/// A question counts until its answer has been worked on, with the questions that this begins.
final class Busy {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOOKS = 3;
  private static final long BETWEEN_LOOKS_NS = 200_000;

  private final AtomicInteger underWay = new AtomicInteger();

  <T> Mono<T> counted(Mono<T> question) {
    return Mono.defer(() -> {
      underWay.incrementAndGet();
      return question.doFinally(_ -> underWay.decrementAndGet());
    });
  }

  <T> Flux<T> counted(Flux<T> question) {
    return Flux.defer(() -> {
      underWay.incrementAndGet();
      return question.doFinally(_ -> underWay.decrementAndGet());
    });
  }

  /// Waits until nothing is under way and nothing new begins.
  void awaitQuiet() {
    var until = System.nanoTime() + PATIENCE.toNanos();
    for (var quiet = 0; quiet < LOOKS;) {
      quiet = underWay.get() == 0 ? quiet + 1 : 0;
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "under way: " + underWay + " (expected: 0 within " + PATIENCE + ")");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NS);
    }
  }
}
