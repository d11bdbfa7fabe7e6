package dev.earshot.load.device;

import java.util.Locale;

/// A span of time of which a histogram is kept, in microseconds.
public enum Measure {
  /// From when a frame was scheduled until it was written, where the socket took it.
  PACING_ERROR,
  /// From when a stream was to begin until the gateway was ready for its sound.
  CONNECT,
  /// From when the first sound of speech was captured until the first words came.
  FIRST_PARTIAL,
  /// From when the frame that completes a word was scheduled until the word came, less the recogniser's delay.
  ADDED_LATENCY,
  /// The same from when the frame was written.
  ADDED_LATENCY_FROM_SEND,
  /// The added latency that 99 % of one stream's words were within; an hour where it broke or lost a word.
  STREAM_P99,
  /// From when the end of the sound that a result covers was captured until the result came.
  CURSOR_LAG,
  /// From when the last frame was scheduled until the last final came.
  FINALISATION,
  /// The same from when the end was said.
  FINALISATION_FROM_SEND,
  /// From when the frame that completes a word was scheduled until the recogniser had it, where it says so.
  WAY_IN,
  /// From the recogniser's word until it came.
  WAY_OUT,
  /// What wall and audio have grown apart at the end of a stream.
  DRIFT;

  /// Whether it is noted all the time, and not at the beginning or the end of a stream: what is noted while a
  /// gateway warms up is not what it is measured by.
  public boolean isSteady() {
    return switch (this) {
      case PACING_ERROR, ADDED_LATENCY, ADDED_LATENCY_FROM_SEND, CURSOR_LAG, WAY_IN, WAY_OUT ->
        true;
      case CONNECT, FIRST_PARTIAL, STREAM_P99, FINALISATION, FINALISATION_FROM_SEND, DRIFT -> false;
    };
  }

  /// As reports call it.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
