package dev.earshot.gateway.engine;

import dev.earshot.core.cost.Spent;
import java.util.List;
import reactor.core.publisher.Mono;

/// Where an operator asks about recognisers and directs them. Safe for use by several threads.
public interface EngineDesk {
  /// How each target does now, in the configuration's order. Costs a few reads.
  List<EngineReport> reports();

  /// What each was given this month, by all runs of this instance. Cold.
  Mono<List<Spent>> spent();

  /// Sends streams elsewhere, those that run too, until [#comeback].
  ///
  /// @return whether there is such a recogniser
  /// @throws IllegalArgumentException where streams have nowhere else to go
  boolean leave(String engine);

  /// Lets streams go to it again, whatever was held against it.
  ///
  /// @return whether there is such a recogniser
  boolean comeback(String engine);
}
