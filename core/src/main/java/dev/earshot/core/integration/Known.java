package dev.earshot.core.integration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// What one stream was told when it last asked. One question at a time.
///
/// @param <T> the answer
final class Known<T> {
  private final Mono<T> question;
  private final long memoryMs;
  private final Scheduler scheduler;
  private final Consumer<Throwable> faults;
  private @Nullable T answer;
  private long askedMs;

  /// @param memory for how long an answer is believed
  /// @param faults hears of questions that failed where the last answer goes on
  Known(Mono<T> question, Duration memory, Scheduler scheduler, Consumer<Throwable> faults) {
    this.question = question;
    this.memoryMs = memory.toMillis();
    this.scheduler = scheduler;
    this.faults = faults;
  }

  /// What is known, or what is answered now; where nobody answers, what was known before. Fails when nothing was.
  Mono<T> now() {
    return Mono.defer(() -> {
      var before = answer;
      var nowMs = scheduler.now(TimeUnit.MILLISECONDS);
      if (before != null && nowMs - askedMs < memoryMs) {
        return Mono.just(before);
      }
      askedMs = nowMs;
      var asked = question.doOnNext(next -> answer = next);
      return before == null ? asked : asked.onErrorResume(error -> {
        faults.accept(error);
        return Mono.just(before);
      });
    });
  }
}
