package dev.earshot.gateway.dialect.deepgram;

/// Knows when no word has come for as long as the client calls the end of an utterance. Times are
/// milliseconds of the capture clock.
final class WordGaps {
  /// Gaps are not told.
  static final int OFF = 0;
  /// No gap.
  static final long NONE = -1;

  private final int gapMs;
  private long lastWordTo = NONE;

  /// @param gapMs how long it is at the least; or [#OFF]
  WordGaps(int gapMs) {
    this.gapMs = gapMs;
  }

  /// There is no word between the last one and this moment.
  ///
  /// @return where the last word has ended, when that is long enough ago and was not told; or [#NONE]
  long noneUpTo(long ms) {
    if (gapMs == OFF || lastWordTo == NONE || ms - lastWordTo < gapMs) {
      return NONE;
    }
    var told = lastWordTo;
    lastWordTo = NONE;
    return told;
  }

  /// A word has ended here.
  void word(long toMs) {
    lastWordTo = toMs;
  }
}
