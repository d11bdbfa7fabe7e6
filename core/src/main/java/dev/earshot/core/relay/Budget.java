package dev.earshot.core.relay;

/// How many streams may come to an engine again, so that its outage does not become a storm: a bucket into
/// which every stream brings one attempt when it begins, and one more falls each second and for every thirty
/// streams. It holds one for every open stream and twenty more. A stream's first leg costs nothing. Not safe for
/// use by several threads.
final class Budget {
  private static final double SPARE = 20;
  private static final double STREAMS_TO_A_TOKEN = 30;

  private double tokens = SPARE;
  private long begun;
  private long filledMs;

  Budget(long nowMs) {
    this.filledMs = nowMs;
  }

  /// Takes an attempt, if there is one left.
  boolean take(long nowMs, Traffic streams) {
    var seconds = Math.max(0, nowMs - filledMs) / 1_000.0;
    var fresh = Math.max(0, streams.begun() - begun);
    filledMs = nowMs;
    begun = Math.max(begun, streams.begun());
    tokens = Math.min(SPARE + streams.open(),
        tokens + fresh + seconds * (1 + streams.open() / STREAMS_TO_A_TOKEN));
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
