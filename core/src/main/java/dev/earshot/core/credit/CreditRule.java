package dev.earshot.core.credit;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import java.time.Duration;

/// What a stream does about its credit at a tick, as a pure function. The first row that fits:
///
/// | # | when | step |
/// |---|---|---|
/// | 1 | nothing known yet | fetch |
/// | 2 | the answer changes by itself (month end), plus the stream's own jitter | fetch |
/// | 4 | the answer has outlived its life | fetch |
/// | 5 | nothing left, and the answer is as old as the zero refresh | fetch |
/// | 6 | something left | subtract: the account's use where it was read, else this stream's own |
/// | 7 | otherwise: unlimited, or nothing left within the minute | nothing |
///
/// Row 3, the change signal between instances, comes with the Redis adapter. A tick fetches or
/// subtracts, never both. The rows and their numbers are those of the design's credit table.
public final class CreditRule {
  private final CreditTimes times;
  private final Duration jitter;

  /// @param jitter by which row 2 comes later, 0 to 60 s, so that a month's end does not fetch for
  ///     all streams at once
  public CreditRule(CreditTimes times, Duration jitter) {
    this.times = times;
    this.jitter = jitter;
  }

  /// What to do at a tick.
  public enum Step {
    /// Ask the store.
    FETCH,
    /// Take the use off what is known.
    SUBTRACT,
    /// Leave everything as it is.
    NOTHING
  }

  public Step step(CreditState state, CreditTick tick) {
    return switch (state) {
      case Unknown _ -> Step.FETCH;
      case Known known -> step(known, tick);
    };
  }

  /// The state after the store has answered.
  public Known fetched(CreditState before, Balance balance, CreditTick tick) {
    var warned = before instanceof Known known && known.warned();
    return new Known(balance.allowance(), tick.now(), balance.nextChangeAt(), warned);
  }

  /// The state after the use of this tick was taken off.
  public Known subtracted(Known before, CreditTick tick) {
    return switch (before.allowance()) {
      case Unlimited _ -> before;
      case Prepaid prepaid -> new Known(
          prepaid.used(tick.accountUsedMs().orElse(prepaid.usedMs() + tick.ownMs())),
          before.fetchedAt(), before.nextChangeAt(), before.warned());
    };
  }

  /// What the client must be told when belief has changed from `before` to `after`, and the state
  /// that remembers having told it.
  public Verdict judge(CreditState before, Known after) {
    return switch (after.allowance()) {
      case Unlimited _ -> rearmed(before, after);
      case Prepaid prepaid -> prepaid.remainingMs() > times.threshold().toMillis()
          ? rearmed(before, after)
          : low(before, after, prepaid);
    };
  }

  private Step step(Known known, CreditTick tick) {
    var age = Duration.between(known.fetchedAt(), tick.now());
    var changed = !tick.now().isBefore(known.nextChangeAt().plus(jitter));
    var outlived = age.compareTo(times.life()) >= 0;
    var askAgain = known.isExhausted() && age.compareTo(times.zeroRefresh()) >= 0;
    if (changed || outlived || askAgain) {
      return Step.FETCH;
    }
    return switch (known.allowance()) {
      case Unlimited _ -> Step.NOTHING;
      case Prepaid prepaid -> prepaid.remainingMs() > 0 ? Step.SUBTRACT : Step.NOTHING;
    };
  }

  private static Verdict rearmed(CreditState before, Known after) {
    return new Verdict(after.withWarned(false), wasExhausted(before), false, false);
  }

  private static Verdict low(CreditState before, Known after, Prepaid prepaid) {
    var warn = !after.warned();
    var exhausted = prepaid.remainingMs() == 0;
    return new Verdict(after.withWarned(true), wasExhausted(before) && !exhausted, warn,
        exhausted && !wasExhausted(before));
  }

  private static boolean wasExhausted(CreditState before) {
    return before instanceof Known known && known.isExhausted();
  }
}
