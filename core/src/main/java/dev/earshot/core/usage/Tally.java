package dev.earshot.core.usage;

import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.LedgerRead.Mark;

/// The counter's answer to one [Count].
public sealed interface Tally {
  /// What is announced for the account.
  Signal signal();

  /// This moment of the counter, to be sent back with the next [LedgerRead].
  Mark mark();

  /// What all streams of the account have used in the month, settled or not. Never more than the truth.
  ///
  /// @param reservedToMs up to where the stream may go on, on the stream's own scale; what it has used
  ///     where nothing was wanted or nothing is left
  record Total(long usedMs, long reservedToMs, Mark mark, Signal signal) implements Tally {}

  /// The counter does not know what was settled before it began: read the ledger and tell it.
  record Unseeded(Mark mark, Signal signal) implements Tally {}
}
