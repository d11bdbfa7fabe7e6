package dev.earshot.core.stream;

import reactor.core.publisher.Flux;

/// Listens to streams beside their clients.
@FunctionalInterface
public interface Overhearer {
  /// Nobody listens.
  Overhearer NOBODY = (_, events) -> events;

  /// The same events, listened to on their way. Whoever listens neither delays nor ends them: what it does
  /// with them happens elsewhere.
  Flux<StreamEvent> overhear(StreamSpec spec, Flux<StreamEvent> events);
}
