package dev.earshot.load.device;

import java.time.Duration;

/// When a scripted recogniser's word of a second is due: it says `w0` for the first second of a stream,
/// `w1` for the next, each as soon as it has heard so much of its second, and a known delay later.
///
/// @param scripted whether the gateway's recogniser is one; if not, words are only read and timed
/// @param heardMs how much of its second a word needs, 1..1000: the gathering window of what stands before the
///     recogniser. What is gathered beyond that is the gateway's own delay
/// @param delay that the recogniser is known to take
public record WordClock(boolean scripted, int heardMs, Duration delay) {
  /// Earshot's own, which hears windows of 100 ms and answers at once.
  public static final WordClock EARSHOT = new WordClock(true, 100, Duration.ZERO);
  /// Frames of less than this are read several at a time, whenever a read has its turn.
  private static final int READ_AS_THEY_COME_MS = 50;
  /// A recogniser that says what it likes.
  public static final WordClock UNKNOWN = new WordClock(false, 1, Duration.ZERO);

  public WordClock {
    if (heardMs < 1 || heardMs > 1_000) {
      throw new IllegalArgumentException("window: " + heardMs + " (expected: 1..1000 ms)");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: >= 0)");
    }
  }

  /// Earshot's own for frames of this length. Small ones are read several at a time and go on as they are, so
  /// a word may come with the first frame of its second; how long that waits for its read is Earshot's.
  public static WordClock ofEarshot(int frameMs) {
    return frameMs < READ_AS_THEY_COME_MS ? new WordClock(true, frameMs, Duration.ZERO) : EARSHOT;
  }

  /// The frame that brings all that the word of this second needs.
  long frameOf(int second, int frameMs) {
    return Math.ceilDiv(second * 1_000L + heardMs, frameMs) - 1;
  }

  /// The second whose word needs nothing behind this frame, but needs it; -1 where there is none.
  int secondOf(long frame, int frameMs) {
    var second = (int) ((frame + 1) * frameMs - heardMs) / 1_000;
    return second >= 0 && frameOf(second, frameMs) == frame ? second : -1;
  }

  /// How many words so much sound has.
  int wordsIn(long soundMs) {
    return scripted ? (int) Math.ceilDiv(soundMs, 1_000L) : 0;
  }
}
