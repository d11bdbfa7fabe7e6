package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.Locale;

/// The intent to charge an account for `[fromMs, toMs)` of a stream's audio. It is never changed:
/// sending it twice charges once.
public record Settle(StreamId stream, AccountId account, YearMonth month, long fromMs, long toMs) {
  public Settle {
    if (fromMs < 0 || toMs < fromMs) {
      throw new IllegalArgumentException(
          "toMs: " + toMs + " (expected: >= fromMs " + fromMs + " >= 0)");
    }
  }

  /// Names the intent for ever: one stream has one settle that begins at `fromMs`.
  public String id() {
    return String.format(Locale.ROOT, "%s_%04d%02d_%d", stream, month.getYear(),
        month.getMonthValue(), fromMs);
  }

  public boolean isEmpty() {
    return toMs == fromMs;
  }
}
