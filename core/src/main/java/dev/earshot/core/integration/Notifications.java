package dev.earshot.core.integration;

import reactor.core.publisher.Mono;

/// Tells an account's owner what was said of late, through whatever reaches people.
@FunctionalInterface
public interface Notifications {
  /// One attempt. Cold; emits what became of it and does not fail for what the other side does. Cancelled
  /// when it takes too long.
  Mono<Outcome> notify(Batch batch);
}
