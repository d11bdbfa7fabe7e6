package dev.earshot.core.account;

import java.time.YearMonth;

/// More audio for one month, on top of the monthly grant.
///
/// @param id names it for ever: given twice, it counts once
/// @param month (UTC) in which it can be used
/// @param millis of audio, 1 or more
public record TopUp(String id, YearMonth month, long millis) {
  public TopUp {
    if (millis < 1 || id.isEmpty() || id.contains("/")) {
      throw new IllegalArgumentException("millis: " + millis + " (expected: >= 1), id: '" + id
          + "' (expected: 1 or more characters without /)");
    }
  }
}
