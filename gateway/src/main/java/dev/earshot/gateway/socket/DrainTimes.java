package dev.earshot.gateway.socket;

import java.time.Duration;

/// How long an instance takes to send its streams elsewhere.
///
/// @param notice how long it serves whoever still comes, though it says already that it is not ready: a
///     balancer needs some time to hear of that
/// @param window over which the clients are told, each at a moment of its own, so that they do not come
///     back all at once; where they are few, it is 10 ms for each
/// @param within how long all streams have to end, from the notice's end on
public record DrainTimes(Duration notice, Duration window, Duration within) {
  /// No notice, up to 5 s to tell everybody, 15 s until the last one is cut off.
  public static final DrainTimes USUAL = new DrainTimes(Duration.ZERO, Duration.ofSeconds(5),
      Duration.ofSeconds(15));

  private static final Duration EACH = Duration.ofMillis(10);

  public DrainTimes {
    if (notice.isNegative() || window.isNegative() || within.compareTo(window) <= 0) {
      throw new IllegalArgumentException("within: " + within + " (expected: > window " + window
          + " >= 0, notice " + notice + " >= 0)");
    }
  }

  /// Over how long so many clients are told.
  Duration windowOf(int clients) {
    var each = EACH.multipliedBy(clients);
    return each.compareTo(window) < 0 ? each : window;
  }

  /// The longest that all of it takes.
  public Duration longest() {
    return notice.plus(within);
  }
}
