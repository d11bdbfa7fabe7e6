package dev.earshot.core.account;

import java.time.Duration;

/// How much audio a calendar month (UTC) grants. Without end and zero are different things.
public sealed interface MonthlyGrant {
  /// As much as there is.
  record Unlimited() implements MonthlyGrant {}

  /// So many milliseconds of audio, 0 or more.
  record Limited(long millis) implements MonthlyGrant {
    public Limited {
      if (millis < 0) {
        throw new IllegalArgumentException("millis: " + millis + " (expected: >= 0)");
      }
    }
  }

  static MonthlyGrant unlimited() {
    return new Unlimited();
  }

  static MonthlyGrant of(Duration audio) {
    return new Limited(audio.toMillis());
  }
}
