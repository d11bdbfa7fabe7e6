package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// The whole of what a stream has used, and how much of that its account was charged. All of it only
/// ever grows, so a later reading replaces an earlier one, in whatever order they arrive. All positions
/// are milliseconds of billed audio since the stream began.
///
/// @param month (UTC) to which the part from `fromMs` on belongs
/// @param fromMs where the month's part begins
/// @param usedMs up to where it is used
/// @param settledMs up to where the ledger has charged it
/// @param intendedMs up to where the settle goes that was sent, or is about to be; `settledMs` where
///     there is none
public record Reading(StreamId stream, AccountId account, YearMonth month, long fromMs,
    long usedMs, long settledMs, long intendedMs) {
  public Reading {
    if (fromMs < 0 || settledMs < fromMs || intendedMs < settledMs || usedMs < intendedMs) {
      throw new IllegalArgumentException("usedMs: " + usedMs + " (expected: >= intendedMs "
          + intendedMs + " >= settledMs " + settledMs + " >= fromMs " + fromMs + " >= 0)");
    }
  }

  /// A reading in the stream's first month, without a settle under way.
  public Reading(StreamId stream, AccountId account, YearMonth month, long usedMs,
      long settledMs) {
    this(stream, account, month, 0, usedMs, settledMs, settledMs);
  }

  public long unsettledMs() {
    return usedMs - settledMs;
  }

  /// The settle that was announced, which is sent first after a restart; empty where there was none.
  public Settle intent() {
    return new Settle(stream, account, month, settledMs, intendedMs);
  }

  /// What is to be charged for now, where no settle is under way.
  public Settle settle() {
    return new Settle(stream, account, month, settledMs, usedMs);
  }

  /// When to ask about its month: now, or its beginning for a clock that was set back into the one
  /// before. A stream never goes back into a month that it has left.
  public Instant inItsMonth(Instant now) {
    var begins = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return now.isBefore(begins) ? begins : now;
  }

  /// The most that two readings of one stream and month know.
  public Reading mostOf(Reading other) {
    return new Reading(stream, account, month, fromMs, Math.max(usedMs, other.usedMs),
        Math.max(settledMs, other.settledMs), Math.max(intendedMs, other.intendedMs));
  }
}
