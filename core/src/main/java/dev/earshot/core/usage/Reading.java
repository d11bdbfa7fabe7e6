package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;

/// The whole of what a stream has used, and how much of that its account was charged. Both only ever
/// grow, so a later reading replaces an earlier one, in whatever order they arrive.
///
/// @param month (UTC) to which the unsettled part belongs
public record Reading(StreamId stream, AccountId account, YearMonth month, long usedMs,
    long settledMs) {
  public Reading {
    if (settledMs < 0 || usedMs < settledMs) {
      throw new IllegalArgumentException(
          "usedMs: " + usedMs + " (expected: >= settledMs " + settledMs + " >= 0)");
    }
  }

  /// What is to be charged for now.
  public Settle settle() {
    return new Settle(stream, account, month, settledMs, usedMs);
  }
}
