package dev.earshot.core.credit;

import java.time.Duration;

/// How long an answer may be believed, and how often the ledger is bothered.
///
/// @param life after this an answer is renewed: by the counter where that was read, else by the ledger
/// @param zeroRefresh how often to renew while nothing is left
/// @param ledgerLife how long the counter may renew before the ledger is read again
/// @param settleEvery how often use is charged; zero for at every tick
public record CreditTimes(Duration life, Duration zeroRefresh, Duration ledgerLife,
    Duration settleEvery) {
  /// 15 minutes and 60 seconds, the seed system's; an hour; 5 minutes.
  public static final CreditTimes DEFAULT = new CreditTimes(Duration.ofMinutes(15),
      Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofMinutes(5));

  /// Ticks are whole beats of the wheel apart and come some milliseconds early or late. What is as old as
  /// it may be but for so much is, or it would have to wait for the next tick.
  private static final Duration TREMBLE = Duration.ofMillis(500);

  public CreditTimes {
    check("life", life);
    check("zeroRefresh", zeroRefresh);
    check("ledgerLife", ledgerLife);
    if (settleEvery.isNegative()) {
      throw new IllegalArgumentException("settleEvery: " + settleEvery + " (expected: >= 0)");
    }
  }

  /// Whether an age has come to a span at this tick. A clock that was set back tells nothing of an age: it
  /// may be as much as can be.
  public static boolean isOver(Duration age, Duration span) {
    return age.isNegative() || age.plus(TREMBLE).compareTo(span) >= 0;
  }

  /// Whether an age would be beyond a span at the next tick, so that this one is the last in time.
  ///
  /// @param tick until the next one
  public static boolean isLastInTime(Duration age, Duration span, Duration tick) {
    return isOver(age, span) || age.plus(tick).minus(TREMBLE).compareTo(span) > 0;
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
