package dev.earshot.core.cost;

import java.time.YearMonth;

/// What one recogniser was given by one run of an instance in one month. Each value is the sum since that
/// run began, so that what is written twice, late or out of order changes nothing: the most counts.
///
/// @param engine as the configuration names it
/// @param boot the run's own name, drawn at its start
/// @param month in UTC
/// @param soundMs of sound that was sent to it, again where it was sent again
/// @param openMs for which its legs were open
public record Cost(String engine, String boot, YearMonth month, long soundMs, long openMs) {
  public Cost {
    if (soundMs < 0 || openMs < 0) {
      throw new IllegalArgumentException(
          "soundMs: " + soundMs + ", openMs: " + openMs + " (expected: >= 0)");
    }
  }
}
