package dev.earshot.core.credit;

import dev.earshot.core.signal.Signal;
import java.time.Instant;
import java.util.OptionalLong;

/// What one stream learnt since its last look at the credit.
///
/// @param now when this tick is
/// @param ownMs audio of this stream that was billed since the last tick, in milliseconds
/// @param accountUsedMs what the whole account has used this month, when that was read in this tick
/// @param signal what is announced for the account
public record CreditTick(Instant now, long ownMs, OptionalLong accountUsedMs, Signal signal) {
  public CreditTick {
    if (ownMs < 0) {
      throw new IllegalArgumentException("ownMs: " + ownMs + " (expected: >= 0)");
    }
  }
}
