package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The intent to charge an account for `[fromMs, toMs)` of a stream's audio. It is never changed:
/// sending it twice charges once.
///
/// @param speechMs in how much of it somebody spoke: told beside the charge and no part of it. What a stream
///     spoke since its last settle is forgotten when its instance is killed
public record Settle(StreamId stream, AccountId account, YearMonth month, long fromMs, long toMs,
    long speechMs) {
  public Settle {
    if (fromMs < 0 || toMs < fromMs) {
      throw new IllegalArgumentException(
          "toMs: " + toMs + " (expected: >= fromMs " + fromMs + " >= 0)");
    }
    if (speechMs < 0 || speechMs > toMs - fromMs) {
      throw new IllegalArgumentException(
          "speechMs: " + speechMs + " (expected: 0.." + (toMs - fromMs) + ")");
    }
  }

  /// One of which nobody knows any more how much was speech.
  public Settle(StreamId stream, AccountId account, YearMonth month, long fromMs, long toMs) {
    this(stream, account, month, fromMs, toMs, 0);
  }

  /// The same with so much speech in it, or as much as there is room for.
  Settle withSpeech(long ms) {
    return new Settle(stream, account, month, fromMs, toMs, Math.clamp(ms, 0, toMs - fromMs));
  }

  /// Names the intent for ever: one stream has one settle that begins at `fromMs`.
  public String id() {
    return String.format(Locale.ROOT, "%s_%04d%02d_%d", stream, month.getYear(),
        month.getMonthValue(), fromMs);
  }

  /// The hour (UTC) in which this is charged, where that is done now: the one that runs. A late one belongs
  /// to its month's last hour and an early one to its first, so that a month's hours add up to the month.
  public Instant hourAt(Instant now) {
    var first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var last = month.plusMonths(1)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .minus(1, ChronoUnit.HOURS);
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    return hour.isBefore(first) ? first : hour.isAfter(last) ? last : hour;
  }

  /// How much it charges.
  public long ms() {
    return toMs - fromMs;
  }

  public boolean isEmpty() {
    return toMs == fromMs;
  }
}
