package dev.earshot.core.integration;

import dev.earshot.core.integration.Outcome.Failed;
import dev.earshot.core.integration.Outcome.Failure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// One try to deliver a batch, and what became of it.
record Attempt(Batch batch, Outcome outcome) {
  /// Tries it within a deadline. Never fails and is never empty.
  static Mono<Attempt> at(Destination there, Batch batch, Duration deadline, Scheduler scheduler) {
    return Mono.defer(() -> there.send(batch))
        .timeout(deadline, scheduler)
        .onErrorResume(error -> Mono.just(new Failed(error instanceof TimeoutException
            ? Failure.TIMEOUT
            : Failure.UNREACHABLE)))
        .defaultIfEmpty(new Failed(Failure.UNREACHABLE))
        .map(outcome -> new Attempt(batch, outcome));
  }
}
