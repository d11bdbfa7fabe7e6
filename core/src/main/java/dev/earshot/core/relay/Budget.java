package dev.earshot.core.relay;

/// How many streams may come to an engine again, so that its outage does not become a storm: a bucket that
/// holds one attempt for every stream of the house and twenty more, and fills with one a second and one
/// for every thirty streams. A stream's first leg costs nothing. Not safe for use by several threads.
final class Budget {
  private static final double SPARE = 20;
  private static final double STREAMS_TO_A_TOKEN = 30;

  private double tokens = SPARE;
  private double most = SPARE;
  private long filledMs;

  Budget(long nowMs) {
    this.filledMs = nowMs;
  }

  /// Takes an attempt, if there is one left.
  ///
  /// @param streams of the house that are open now
  boolean take(long nowMs, int streams) {
    var wider = SPARE + streams;
    tokens += Math.max(0, wider - most); // every stream that is new brings its own
    most = wider;
    var seconds = Math.max(0, nowMs - filledMs) / 1_000.0;
    filledMs = nowMs;
    tokens = Math.min(most, tokens + seconds * (1 + streams / STREAMS_TO_A_TOKEN));
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
