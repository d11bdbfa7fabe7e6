package dev.earshot.core.credit;

/// What an account may still use this month, in milliseconds of audio.
public sealed interface Allowance {
  /// No limit. Not the same as nothing left.
  ///
  /// @param usedMs what is used all the same, 0 or more
  record Unlimited(long usedMs) implements Allowance {
    /// Nothing is used yet, or it does not matter.
    public Unlimited() {
      this(0);
    }
  }

  /// What is used this month, settled or not as the context says.
  long usedMs();

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
