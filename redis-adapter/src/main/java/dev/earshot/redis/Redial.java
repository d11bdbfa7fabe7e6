package dev.earshot.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect: anything up to a bound that doubles with each
/// failure, so that gateways that lost the same server do not come back in step.
///
/// Safe for use by several threads.
final class Redial {
  private static final long FIRST_MS = 50;
  private static final int DOUBLINGS = 10;

  private final Duration most;
  private final RandomGenerator random;
  private int failures;

  Redial(Duration most, RandomGenerator random) {
    this.most = most;
    this.random = random;
  }

  /// The wait before the next attempt.
  synchronized Duration next() {
    var bound = Math.min(most.toMillis(), FIRST_MS << failures);
    failures = Math.min(failures + 1, DOUBLINGS);
    return Duration.ofMillis(random.nextLong(bound + 1));
  }

  /// An attempt was good.
  synchronized void reset() {
    failures = 0;
  }
}
