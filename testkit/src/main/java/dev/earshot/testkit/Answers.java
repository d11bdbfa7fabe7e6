package dev.earshot.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Waits for what a port says. A port that stays silent fails the test instead of hanging it.
final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN = Duration.ofMillis(20);

  private Answers() {}

  /// The one answer; its absence is a failure.
  static <T> T answerOf(Mono<T> question) {
    return Objects.requireNonNull(question.block(PATIENCE), "no answer");
  }

  /// The answer, if there is one.
  static <T> @Nullable T maybe(Mono<T> question) {
    return question.block(PATIENCE);
  }

  static void done(Mono<Void> write) {
    write.block(PATIENCE);
  }

  /// Waits until something holds.
  static void await(BooleanSupplier condition, Duration patience) {
    Mono.fromSupplier(condition::getAsBoolean)
        .filter(holds -> holds)
        .repeatWhenEmpty(tries -> tries.delayElements(ASK_AGAIN, Schedulers.boundedElastic()))
        .block(patience);
  }
}
