package dev.earshot.core.integration;

import reactor.core.publisher.Mono;

/// Takes a batch to an app.
@FunctionalInterface
public interface HookSender {
  /// One attempt. Cold; emits what became of it and does not fail for what the other side does. Cancelled
  /// when it takes too long.
  Mono<Outcome> send(Hook hook, Batch batch);
}
