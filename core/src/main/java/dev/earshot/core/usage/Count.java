package dev.earshot.core.usage;

import org.jspecify.annotations.Nullable;

/// One stream's line in a report to the counter.
///
/// @param reading what it has used
/// @param over whether the stream has ended: what was reserved for it and not used is free again
/// @param want audio to reserve, for plans that must not overspend; null for the others
public record Count(Reading reading, boolean over, @Nullable Want want) {
  /// A wish for reserved audio.
  ///
  /// @param grantMs what the account may use in the month, in milliseconds of audio
  /// @param sliceMs the most to reserve beyond what the stream has used, 1 or more
  public record Want(long grantMs, long sliceMs) {
    public Want {
      if (grantMs < 0 || sliceMs < 1) {
        throw new IllegalArgumentException("grantMs: " + grantMs + " (expected: >= 0), sliceMs: "
            + sliceMs + " (expected: >= 1)");
      }
    }
  }

  /// A stream that goes on and reserves nothing.
  public static Count of(Reading reading) {
    return new Count(reading, false, null);
  }
}
