package dev.earshot.core.voice;

/// What an [Endpointer] makes of the next 10 ms.
public enum Turn {
  /// Nobody speaks.
  QUIET,
  /// Somebody has begun to speak; the speech reaches back by the pre-roll.
  BEGINS,
  /// The speech goes on.
  GOES_ON,
  /// The speech is over: the hangover has passed in silence, or it became too long.
  ENDS
}
