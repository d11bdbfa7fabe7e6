package dev.earshot.load.credits;

import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that somebody turns by hand, one second after the other. As no wheel of a real machine turns to
/// the nanosecond, it may tremble: each second comes a little too early or too late.
final class Hand implements InstantSource {
  /// In the middle of a month, at the beginning of an hour.
  static final Instant START = Instant.parse("2026-11-15T10:00:00Z");

  private static final long MOST_MS = 400;

  private final AtomicLong seconds = new AtomicLong();
  private final long trembleMs;
  private final long seed;

  /// A clock that does not tremble.
  Hand() {
    this(0, 0);
  }

  /// @param trembleMs by how much a second is early or late at most, 0 to 400
  /// @param seed says by how much each one is
  Hand(long trembleMs, long seed) {
    if (trembleMs < 0 || trembleMs > MOST_MS) {
      throw new IllegalArgumentException(
          "trembleMs: " + trembleMs + " (expected: 0 to " + MOST_MS + ")");
    }
    this.trembleMs = trembleMs;
    this.seed = seed;
  }

  @Override
  public Instant instant() {
    var now = seconds();
    var off = new SplittableRandom(seed + now).nextLong(-trembleMs, trembleMs + 1);
    return START.plusSeconds(now).plusMillis(off);
  }

  /// Since the start.
  long seconds() {
    return seconds.get();
  }

  void turn() {
    pass(1);
  }

  void pass(long more) {
    seconds.addAndGet(more);
  }

  void reset() {
    seconds.set(0);
  }
}
