package dev.earshot.core.credit;

/// What an account may still use this month, in milliseconds of audio.
public sealed interface Allowance {
  /// No limit. Not the same as nothing left.
  record Unlimited() implements Allowance {}

  /// A grant, and what of it is used. Use may exceed the grant: many streams spend at once.
  record Prepaid(long grantMs, long usedMs) implements Allowance {
    public Prepaid {
      if (grantMs < 0 || usedMs < 0) {
        throw new IllegalArgumentException(
            "grantMs: " + grantMs + ", usedMs: " + usedMs + " (expected: >= 0)");
      }
    }

    /// Never below zero.
    public long remainingMs() {
      return Math.max(0, grantMs - usedMs);
    }

    Prepaid used(long ms) {
      return new Prepaid(grantMs, ms);
    }
  }
}
