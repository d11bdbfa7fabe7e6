package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;

/// What the ledger said an account has used in a month, as news for the counter.
///
/// @param usedMs settled use of all its streams
/// @param mark of the counter as it was seen before the ledger was asked
public record LedgerRead(AccountId account, YearMonth month, long usedMs, Mark mark) {
  /// A moment of a counter, to tell what has happened to it since.
  ///
  /// @param generation changes when the counter begins anew and when it meets a stream whose past it does
  ///     not know; above 0
  /// @param risenMs all the settles it has heard of, summed
  public record Mark(long generation, long risenMs) {
    /// The counter was not seen before.
    public static final Mark NONE = new Mark(0, 0);
  }
}
