package dev.earshot.core.integration;

import reactor.core.publisher.Mono;

/// Where the batches of a line go.
interface Destination {
  /// Whoever fails together and is spared together.
  String host();

  /// Changes when the owner has changed it: one that was gone is tried again then.
  String identity();

  /// One attempt. Cold; its own deadline is the caller's.
  Mono<Outcome> send(Batch batch);
}
