package dev.earshot.core.credit;

import java.time.Instant;
import java.util.OptionalLong;

/// What one stream learnt since its last look at the credit.
///
/// @param now when this tick is
/// @param ownMs audio of this stream that was settled in this tick, in milliseconds
/// @param accountUsedMs what the whole account has used this month, when that was read in this tick
public record CreditTick(Instant now, long ownMs, OptionalLong accountUsedMs) {
  public CreditTick {
    if (ownMs < 0) {
      throw new IllegalArgumentException("ownMs: " + ownMs + " (expected: >= 0)");
    }
  }
}
