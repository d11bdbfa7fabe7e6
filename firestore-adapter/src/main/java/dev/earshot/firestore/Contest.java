package dev.earshot.firestore;

import io.grpc.Status.Code;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// A change that is read, thought over, and written only where nobody else has written meanwhile; then it
/// begins anew. The store's deadline ends it as it ends everything.
final class Contest {
  private static final int ROUNDS = 12;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private Contest() {}

  static <T> Mono<T> won(Mono<T> round) {
    return round.retryWhen(Retry.backoff(ROUNDS, PAUSE)
        .maxBackoff(LONGEST_PAUSE)
        .filter(failure -> Failures.is(failure, Code.FAILED_PRECONDITION)
            || Failures.is(failure, Code.ALREADY_EXISTS) || Failures.is(failure, Code.ABORTED))
        .onRetryExhaustedThrow((_, signal) -> signal.failure()));
  }
}
