package dev.earshot.core.stream;

import reactor.core.publisher.Flux;

/// Goes along with streams on the way to their clients: to listen, or to say something behind what was said.
@FunctionalInterface
public interface Overhearer {
  /// Nobody.
  Overhearer NOBODY = (_, events) -> events;

  /// The same events in the same order, perhaps with others between and behind them. None of them waits for
  /// what is done with it, which happens elsewhere.
  Flux<StreamEvent> overhear(StreamSpec spec, Flux<StreamEvent> events);
}
