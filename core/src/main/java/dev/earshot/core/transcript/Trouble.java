package dev.earshot.core.transcript;

/// What went wrong with a recogniser, as far as its client is concerned.
public enum Trouble {
  /// It could not be reached, or its connection broke.
  LOST,
  /// It has no room.
  BUSY,
  /// It does not serve us: a wrong key, a spent quota, something that it does not do.
  REFUSED,
  /// It gives no sign of life.
  STALLED,
  /// It is alive and says nothing although somebody speaks.
  MUTE,
  /// What it says cannot be used.
  GARBLED
}
