package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What one user thinks of an app.
///
/// @param by who wrote it; one review each
/// @param tenths the score in tenths, 0 to 50
/// @param text 0 to 2,000 characters
/// @param at to the millisecond
public record Review(AccountId by, int tenths, String text, Instant at) {
  /// The best score, in tenths.
  public static final int BEST_TENTHS = 50;
  /// The longest text.
  public static final int LONGEST_TEXT = 2_000;

  public Review {
    if (tenths < 0 || tenths > BEST_TENTHS) {
      throw new IllegalArgumentException("score: " + tenths / 10.0 + " (expected: 0..5)");
    }
    Wording.checked("review", text, 0, LONGEST_TEXT);
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /// 0 to 5.
  public double score() {
    return tenths / 10.0;
  }
}
