package dev.earshot.load.device;

import java.util.Locale;

/// Something that is counted.
public enum Count {
  /// Streams that were to begin.
  OFFERED,
  /// Streams that the gateway was ready for.
  READY,
  /// Streams that ended as they were meant to.
  ENDED,
  /// Refusals behind which the device comes again.
  TOLD_TO_COME_AGAIN,
  /// Streams that were refused, never ready, broken, or without their last words in time.
  FAILED,
  /// Frames whose time has come while their stream was ready.
  FRAMES_DUE,
  /// Frames written.
  FRAMES_SENT,
  /// Frames that the socket took more than one frame's length behind their time.
  FRAMES_LATE,
  /// Bytes of sound with their frames' heads.
  BYTES_SENT,
  /// Milliseconds of sound written.
  SOUND_MS,
  /// Messages heard.
  MESSAGES,
  /// Results among them with words that may still change.
  PARTIALS,
  /// Results among them with words that stay.
  FINALS,
  /// Troubles that were told, and messages that could not be read.
  ERRORS,
  /// Words that the sound of streams that came to their end has.
  WORDS_EXPECTED,
  /// Different words that came and stay.
  WORDS_COMMITTED,
  /// Words that never came, of streams that came to their end or jumped over them.
  WORDS_LOST,
  /// Words that came to stay twice.
  WORDS_DOUBLED,
  /// Words that came to stay behind a later one.
  WORDS_REORDERED,
  /// Words that came before they were due: the window or the delay that was stated is wrong.
  WORDS_EARLY,
  /// Words that were due and did not come before their stream broke: they are in no histogram.
  WORDS_UNHEARD;

  /// As reports call it.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
