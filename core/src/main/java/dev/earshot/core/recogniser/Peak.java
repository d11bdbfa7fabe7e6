package dev.earshot.core.recogniser;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// The highest value of the last seconds, kept in a few buckets: old ones fall out bucket by bucket. What
/// was low for a moment only, is not taken for room.
///
/// Safe for use by several threads.
public final class Peak {
  private static final int BUCKETS = 8;

  private final LongSupplier nanoTime;
  private final long bucketNanos;
  private final long[] highest = new long[BUCKETS];
  // guarded by this, like the buckets
  private long newest;

  /// A peak of nothing yet.
  ///
  /// @param over how long a value counts, to an eighth
  /// @param nanoTime a clock in nanoseconds; where it is set back, what was observed is forgotten
  public Peak(Duration over, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.bucketNanos = over.toNanos() / BUCKETS;
    this.newest = nanoTime.getAsLong() / bucketNanos;
  }

  public synchronized void observe(long value) {
    turn();
    var at = Math.floorMod(newest, BUCKETS);
    highest[at] = Math.max(highest[at], value);
  }

  /// Never below zero.
  public synchronized long highest() {
    turn();
    var most = 0L;
    for (var value : highest) {
      most = Math.max(most, value);
    }
    return most;
  }

  private void turn() {
    var now = nanoTime.getAsLong() / bucketNanos;
    if (now < newest) { // the clock was set back: what is remembered cannot be dated any more
      Arrays.fill(highest, 0);
      newest = now;
    }
    for (var steps = Math.min(BUCKETS, now - newest); steps > 0; steps--) {
      highest[Math.floorMod(now - steps + 1, BUCKETS)] = 0;
    }
    newest = now;
  }
}
