package dev.earshot.core.credit;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.signal.Signal;
import java.time.Duration;

/// What a stream does about its credit at a tick, as a pure function. The first row that fits:
///
/// | # | when | step |
/// |---|---|---|
/// | 1 | nothing known yet | fetch |
/// | 2 | the answer changes by itself (month end), plus the stream's own jitter | fetch |
/// | 3 | the signal was read and differs from the one seen at the last fetch | fetch |
/// | 4 | the answer has outlived its life | refresh |
/// | 5 | nothing left, and the answer is as old as the zero refresh | refresh |
/// | 6 | something left | subtract: the account's use where it was read, else this stream's own |
/// | 7 | otherwise: unlimited, or nothing left within the minute | nothing |
///
/// To refresh is to renew where signal and counter were read in this tick and the ledger was within its
/// own life, else to fetch. A tick fetches, renews or subtracts, never two of them. The rows and
/// their numbers are those of the design's credit table.
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
    /// Ask the ledger.
    FETCH,
    /// Take what the counter says, and believe it as if the ledger had said it.
    RENEW,
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

  /// The state after the ledger has answered.
  public Known fetched(CreditState before, Balance balance, CreditTick tick) {
    var known = before instanceof Known earlier ? earlier : null;
    var seen = switch (tick.signal()) {
      case Signal.Unread _ -> known == null ? Signal.unread() : known.seen();
      case Signal.Absent absent -> absent;
      case Signal.Raised raised -> raised;
    };
    return new Known(balance.allowance(), tick.now(), tick.now(), balance.nextChangeAt(),
        balance.plan(), seen, known != null && known.warned());
  }

  /// The state after the counter has answered in the ledger's place.
  public Known renewed(Known before, CreditTick tick) {
    return before.renewed(subtracted(before, tick).allowance(), tick.now());
  }

  /// The state after the use of this tick was taken off.
  public Known subtracted(Known before, CreditTick tick) {
    return switch (before.allowance()) {
      case Unlimited _ -> before;
      case Prepaid prepaid -> before.with(prepaid.used(
          tick.accountUsedMs().orElse(prepaid.usedMs() + tick.ownMs())));
    };
  }

  /// What the client must be told when belief has changed from `before` to `after`, and the state
  /// that remembers having told it.
  ///
  /// @param threshold warn at or below this much remaining audio
  public static Verdict judge(CreditState before, Known after, Duration threshold) {
    return switch (after.allowance()) {
      case Unlimited _ -> rearmed(before, after);
      case Prepaid prepaid -> prepaid.remainingMs() > threshold.toMillis()
          ? rearmed(before, after)
          : low(before, after, prepaid);
    };
  }

  private Step step(Known known, CreditTick tick) {
    var changed = !tick.now().isBefore(known.nextChangeAt().plus(jitter));
    var announced = tick.signal() instanceof Signal.Raised raised && raised.isNewTo(known.seen());
    if (changed || announced) {
      return Step.FETCH;
    }
    var age = Duration.between(known.fetchedAt(), tick.now());
    var outlived = CreditTimes.isOver(age, times.life());
    if (outlived || (known.isExhausted() && CreditTimes.isOver(age, times.zeroRefresh()))) {
      return refresh(known, tick);
    }
    return switch (known.allowance()) {
      case Unlimited _ -> Step.NOTHING;
      case Prepaid prepaid -> prepaid.remainingMs() > 0 ? Step.SUBTRACT : Step.NOTHING;
    };
  }

  /// The counter tells what is used, the signal that nothing was changed; without a limit only the
  /// signal matters.
  private Step refresh(Known known, CreditTick tick) {
    var ledgerAge = Duration.between(known.ledgerAt(), tick.now());
    var counted = switch (known.allowance()) {
      case Unlimited _ -> true;
      case Prepaid _ -> tick.accountUsedMs().isPresent();
    };
    var read = switch (tick.signal()) {
      case Signal.Unread _ -> false;
      case Signal.Absent _,Signal.Raised _ -> true;
    };
    return read && counted && !CreditTimes.isOver(ledgerAge, times.ledgerLife())
        ? Step.RENEW
        : Step.FETCH;
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
