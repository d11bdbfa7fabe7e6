package dev.earshot.core.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Keeps streams away from a place that fails, and lets one of them try it now and then.
///
/// It opens at the third failure in a row, and at once where the place says that it has no room. How long it
/// stays open doubles up to half a minute, drawn anew each time so that many gateways do not come back
/// together. Then one leg is let through, on trial: its first sign of life closes the breaker, its failure
/// opens it again. Not safe for use by several threads.
final class Breaker {
  private static final int FAILURES = 3;
  private static final long SHORTEST_MS = 500;
  private static final long LONGEST_MS = 30_000;

  private final RandomGenerator random;
  private int inARow;
  private int openings;
  private boolean open;
  private boolean onTrial;
  private long openUntilMs;

  Breaker(RandomGenerator random) {
    this.random = random;
  }

  /// Whether a leg may begin; one that is let through on trial is asked for with [#begin].
  boolean allows(long nowMs) {
    return !open || (!onTrial && nowMs >= openUntilMs);
  }

  /// Whether only one may, on trial.
  boolean isOnTrial(long nowMs) {
    return open && (onTrial || nowMs >= openUntilMs);
  }

  /// For how long nobody may.
  long restMs(long nowMs) {
    return open ? Math.max(0, openUntilMs - nowMs) : 0;
  }

  void begin() {
    onTrial = open;
  }

  /// A leg ended before it said anything, by nobody's fault: the next may try.
  void trialEnded() {
    onTrial = false;
  }

  /// A leg has said something: others may come. Whether the place can be relied on is another matter.
  void alive() {
    open = false;
    onTrial = false;
  }

  /// A leg has lasted.
  void proved() {
    alive();
    inARow = 0;
    openings = 0;
  }

  void failed(long nowMs) {
    inARow++;
    if (onTrial || inARow >= FAILURES) {
      var most = Math.min(LONGEST_MS, SHORTEST_MS << Math.min(openings++, 10));
      rest(nowMs, SHORTEST_MS / 2 + random.nextLong(most));
    }
  }

  /// The place has no room for so long.
  void busy(long nowMs, Duration after) {
    rest(nowMs, Math.clamp(after.toMillis(), SHORTEST_MS, LONGEST_MS));
  }

  private void rest(long nowMs, long ms) {
    open = true;
    onTrial = false;
    openUntilMs = nowMs + ms;
  }
}
