package dev.earshot.core.usage;

/// Why audio that came in is not charged for.
public enum Unbilled {
  /// Nothing was left: it was not recognised.
  EXHAUSTED,
  /// It was lost or thrown away on our side, and the client was told.
  DISCARDED,
  /// The client recognises it by itself.
  OWN_RECOGNITION
}
