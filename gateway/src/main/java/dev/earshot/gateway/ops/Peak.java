package dev.earshot.gateway.ops;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/// The highest value of the last seconds, kept in a few buckets: old ones fall out bucket by bucket.
///
/// Safe for use by several threads; a lost race costs one observation.
final class Peak {
  private static final int BUCKETS = 8;

  private final Ticker ticker;
  private final long bucketNanos;
  private final long[] highest = new long[BUCKETS];
  private long newest;

  Peak(Duration over, Ticker ticker) {
    this.ticker = ticker;
    this.bucketNanos = over.toNanos() / BUCKETS;
    this.newest = ticker.nanoTime() / bucketNanos;
  }

  synchronized void observe(long value) {
    turn();
    var at = Math.floorMod(newest, BUCKETS);
    highest[at] = Math.max(highest[at], value);
  }

  synchronized long highest() {
    turn();
    var most = 0L;
    for (var value : highest) {
      most = Math.max(most, value);
    }
    return most;
  }

  private void turn() {
    var now = ticker.nanoTime() / bucketNanos;
    for (var steps = Math.min(BUCKETS, now - newest); steps > 0; steps--) {
      highest[Math.floorMod(now - steps + 1, BUCKETS)] = 0;
    }
    newest = Math.max(newest, now);
  }
}
