package dev.earshot.core.preference;

/// How often the mentor may notify a user: 0 for never, which is how everybody begins, to 5 for most often.
public record MentorFrequency(int value) {
  /// The most often.
  public static final int MOST = 5;
  /// Of whoever has chosen nothing (seed test 5).
  public static final MentorFrequency NEVER = new MentorFrequency(0);

  public MentorFrequency {
    if (value < 0 || value > MOST) {
      throw new IllegalArgumentException(
          "frequency: " + value + " (expected: 0.." + MOST + ")");
    }
  }
}
