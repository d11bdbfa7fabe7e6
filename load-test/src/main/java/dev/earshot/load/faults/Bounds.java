package dev.earshot.load.faults;

import java.time.Duration;

/// What a fault may cost at the most.
///
/// @param breaksStreams whether connections may end; if not, one that does is a stream lost. A device always has
///     to stream again at the end, and no word of a connection that goes on may be lost
/// @param unbilledMs of each connection that was broken: what neither book had, and what was on its way. More
///     than was sent is never charged
/// @param recovery from the end of the fault, when what was gone is there again, until every device streams, gateways are ready, and journal,
///     counter and ledger take what is counted
record Bounds(boolean breaksStreams, long unbilledMs, Duration recovery) {
  /// The weaker of both, of two faults at once.
  Bounds and(Bounds other) {
    return new Bounds(breaksStreams || other.breaksStreams,
        Math.max(unbilledMs, other.unbilledMs), recovery.plus(other.recovery));
  }
}
