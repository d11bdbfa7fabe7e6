package dev.earshot.core.scripted;

import java.time.Duration;

/// How a [ScriptedRecogniser] behaves.
///
/// @param delay between a second of sound and its word
/// @param fault what goes wrong
/// @param faultAfter how much sound a leg hears before it does
public record Script(Duration delay, Fault fault, Duration faultAfter) {
  /// No delay, no fault.
  public static final Script FLAWLESS = new Script(Duration.ZERO, Fault.NONE, Duration.ZERO);

  /// What can go wrong.
  public enum Fault {
    /// Nothing.
    NONE,
    /// The leg breaks off.
    LOST,
    /// The leg is refused for lack of room.
    BUSY,
    /// No word comes any more, and no error.
    MUTE
  }

  public Script {
    if (delay.isNegative() || faultAfter.isNegative()) {
      throw new IllegalArgumentException(
          "delay: " + delay + ", faultAfter: " + faultAfter + " (expected: >= 0)");
    }
  }

  public static Script delayed(Duration delay) {
    return new Script(delay, Fault.NONE, Duration.ZERO);
  }

  public static Script failing(Fault fault, Duration after) {
    return new Script(Duration.ZERO, fault, after);
  }
}
