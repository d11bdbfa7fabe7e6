package dev.earshot.core.usage;

import dev.earshot.core.identity.StreamId;
import java.util.List;
import reactor.core.publisher.Mono;

/// What this instance knows of its streams' use, on its own disk, so that a kill loses a second at
/// the most.
///
/// All publishers are cold; each subscription is one read or one write.
public interface UsageJournal {
  /// Remembers all of these or none. A reading with less use than is known changes nothing.
  Mono<Void> record(List<Reading> readings);

  /// Forgets streams that are settled to their end.
  Mono<Void> forget(StreamId stream);

  /// Everything that is remembered: after a restart, what still has to be settled.
  Mono<List<Reading>> unsettled();
}
