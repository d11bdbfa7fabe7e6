package dev.earshot.core.credit;

import java.time.Duration;

/// How long an answer may be believed, and when to warn.
///
/// @param life after this an answer is fetched again
/// @param zeroRefresh how often to ask while nothing is left
/// @param threshold warn at or below this much remaining audio
public record CreditTimes(Duration life, Duration zeroRefresh, Duration threshold) {
  /// 15 minutes, 60 seconds, 180 seconds: the seed system's.
  public static final CreditTimes DEFAULT = new CreditTimes(Duration.ofMinutes(15),
      Duration.ofSeconds(60), Duration.ofSeconds(180));

  public CreditTimes {
    check("life", life);
    check("zeroRefresh", zeroRefresh);
    if (threshold.isNegative()) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
