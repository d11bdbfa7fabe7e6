package dev.earshot.gateway.socket;

import java.time.Duration;

/// How fast a client may send sound.
///
/// @param most times as fast as it is spoken, 1 or more
/// @param ahead audio that may come at once beyond that, as from a device whose network was gone
public record Pace(double most, Duration ahead) {
  /// A quarter faster than speech, so that whoever fell behind catches up (design, section 5).
  public static final Pace USUAL = new Pace(1.25, Duration.ofSeconds(5));

  public Pace {
    if (!(most >= 1) || Double.isInfinite(most)) {
      throw new IllegalArgumentException("most: " + most + " (expected: a number >= 1)");
    }
    if (ahead.isNegative()) {
      throw new IllegalArgumentException("ahead: " + ahead + " (expected: >= 0)");
    }
  }

  /// As far ahead, at another speed.
  public Pace atMost(double other) {
    return new Pace(other, ahead);
  }
}
