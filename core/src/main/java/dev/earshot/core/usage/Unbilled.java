package dev.earshot.core.usage;

/// Why audio that came in is not charged for.
public enum Unbilled {
  /// Nothing was left: it was not recognised.
  EXHAUSTED,
  /// Nobody could tell for too long what was left: it was not recognised.
  CREDIT_UNKNOWN,
  /// Nobody spoke, and the plan does not charge for that.
  SILENCE,
  /// It was lost or thrown away on our side, and the client was told.
  DISCARDED,
  /// The client recognises it by itself.
  OWN_RECOGNITION
}
