package dev.earshot.load.device;

import java.time.Duration;
import java.util.random.RandomGeneratorFactory;

/// When a device that was told to come again does so: not before the time that it was told, and at the
/// latest twice that, drawn so that those who were refused together do not come back together.
final class Comeback {
  private static final Duration UNTOLD = Duration.ofSeconds(1);

  private Comeback() {}

  /// Whether an answer means that there is no room now, and may be later.
  static boolean isAskedFor(int status) {
    return status == 503 || status == 429;
  }

  /// How long it waits, in nanoseconds; the same for the same device and try.
  ///
  /// @param told by the gateway; zero where it said nothing
  static long nanos(Duration told, Session session) {
    var least = told.isZero() ? UNTOLD : told;
    var drawn = RandomGeneratorFactory.of("L64X128MixRandom")
        .create(session.offset() * 31L + session.tries())
        .nextDouble();
    return (long) (least.toNanos() * (1 + drawn));
  }
}
