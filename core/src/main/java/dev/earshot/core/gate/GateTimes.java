package dev.earshot.core.gate;

import java.time.Duration;

/// How much silence goes through a gate around what somebody says.
///
/// @param preroll before it: a voice is heard a little after it began
/// @param hangover behind it: recognisers end an utterance by the pause behind it
public record GateTimes(Duration preroll, Duration hangover) {
  public static final GateTimes USUAL = new GateTimes(Duration.ofMillis(300),
      Duration.ofMillis(1_000));

  public GateTimes {
    if (preroll.isNegative() || !hangover.isPositive()) {
      throw new IllegalArgumentException("preroll: " + preroll + ", hangover: " + hangover
          + " (expected: >= 0, > 0)");
    }
  }
}
