package dev.earshot.core.stream;

import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.credit.CreditState;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.credit.CreditTick;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageLine;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageTick;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/// Keeps one stream's credit: each tick looks at what is left and moves the mark at which the stream's
/// sound is no longer recognised.
///
/// Ticks come one after the other; `isOpen` may be asked by any thread at any time.
final class CreditWatch {
  private final CreditDesk desk;
  private final UsageRecorder recorder;
  private final UsageLine line;
  private final CreditRule rule;
  private final CreditMarks marks;
  private final CreditTold told;
  private final OwnerNotice owner;
  private volatile CreditState state = new Unknown();
  /// What all streams together may use, while that is known and not used up: looked at each second.
  private volatile long usedUpAtMs = Long.MAX_VALUE;
  private volatile Mark ledgerMark = Mark.NONE;
  private long decidedMs;

  CreditWatch(CreditDesk desk, UsageRecorder recorder, UsageLine line, CreditRule rule) {
    this.desk = desk;
    this.recorder = recorder;
    this.line = line;
    this.rule = rule;
    this.told = new CreditTold(desk.faults());
    this.owner = new OwnerNotice(desk);
    this.marks = new CreditMarks(line, new Blindness(desk.news()::blind));
  }

  /// Whether the next window may be recognised.
  boolean isOpen() {
    return marks.isOpen();
  }

  /// Completes as soon as the gate is open.
  Mono<Void> opened() {
    return marks.opened();
  }

  /// Whether it is known that nothing is left, or that nobody can tell, and so was or will be told.
  boolean isStopped() {
    return marks.blindness().isOver() || (state instanceof Known known && known.isExhausted());
  }

  /// Whether the plan ends streams that have nothing left, and this one has.
  boolean isToBeClosed() {
    return state instanceof Known known && known.isExhausted()
        && policy().exhaustion() == Exhaustion.CLOSE;
  }

  boolean isBlind() {
    return marks.blindness().isOver();
  }

  /// Of the plan as it is known now.
  Policy policy() {
    return state instanceof Known known
        ? desk.plans().of(known.plan()).policy()
        : desk.plans().basic().policy();
  }

  CreditTold told() {
    return told;
  }

  /// Takes an answer of the counter between two ticks. Whether it cannot wait for the next one: something
  /// was changed, or all streams together have used up what is left.
  boolean counted(UsageTick counted) {
    var tally = counted.tally();
    if (tally instanceof Tally.Total total) {
      marks.reserved(total.reservedToMs());
    }
    var isUsedUp = tally instanceof Tally.Total total && total.usedMs() >= usedUpAtMs;
    return isUsedUp || (tally != null && tally.signal() instanceof Signal.Raised raised
        && state instanceof Known known && raised.isNewTo(known.seen()));
  }

  /// One tick. Cold; never fails: what could not be asked stays as it was.
  Mono<Void> tick(UsageTick counted) {
    return Mono.defer(() -> {
      var now = desk.clock().instant();
      var reading = line.meter().readings(month(now)).getLast();
      var tick = tick(counted, reading, now);
      decidedMs = reading.usedMs();
      return decide(reading, tick, counted);
    });
  }

  private CreditTick tick(UsageTick counted, Reading reading, Instant now) {
    var tally = counted.tally();
    var total = tally instanceof Tally.Total known
        ? OptionalLong.of(known.usedMs() + Math.max(0, reading.usedMs() - counted.countedMs()))
        : OptionalLong.empty();
    return new CreditTick(now, Math.max(0, reading.usedMs() - decidedMs),
        marks.isOutOfReserve(tally) ? nothingLeft() : total,
        tally == null ? Signal.unread() : believed(tally));
  }

  /// A counter that began anew since the ledger was read may have lost a signal too: that none is there
  /// then tells nothing, so the ledger is asked where the answer has outlived its life.
  private Signal believed(Tally tally) {
    return switch (tally.signal()) {
      case Signal.Absent _ when tally.mark().generation() != ledgerMark.generation() ->
        Signal.unread();
      case Signal any -> any;
    };
  }

  /// All that is left is reserved by others: for this stream it is as if it were used.
  private OptionalLong nothingLeft() {
    return state instanceof Known known && known.allowance() instanceof Prepaid prepaid
        ? OptionalLong.of(prepaid.grantMs())
        : OptionalLong.empty();
  }

  private Mono<Void> decide(Reading reading, CreditTick tick, UsageTick counted) {
    var step = counted.seed() ? CreditRule.Step.FETCH : rule.step(state, tick);
    desk.news().decided(step);
    return switch (step) {
      case FETCH -> fetch(reading, tick, counted);
      case RENEW -> changed(reading, tick, rule::renewed);
      case SUBTRACT -> changed(reading, tick, rule::subtracted);
      case NOTHING -> Mono.fromRunnable(() -> told.left(state));
    };
  }

  private Mono<Void> fetch(Reading reading, CreditTick tick, UsageTick counted) {
    var at = reading.inItsMonth(tick.now());
    return Mono.defer(() -> desk.source().fetch(line.meter().account(), at))
        .timeout(desk.deadline())
        .map(balance -> {
          if (month(at).equals(reading.month())) {
            passOn(balance, reading, counted);
          }
          ledgerMark = mark(counted);
          return rule.fetched(state, withUnsettled(balance, reading, tick), tick);
        })
        .doOnNext(known -> {
          marks.blindness().ends();
          apply(reading, known);
        })
        .then(Mono.defer(this::reserve))
        .onErrorResume(error -> {
          desk.faults().happened("fetch credit", error);
          return unanswered(reading, tick);
        });
  }

  /// The first slice of a plan that reserves: nothing is recognised before it is there.
  private Mono<Void> reserve() {
    return marks.needsReserve()
        ? recorder.count(line).doOnNext(this::counted).then()
        : Mono.empty();
  }

  /// Goes on by its own count, as far as the plan allows.
  private Mono<Void> unanswered(Reading reading, CreditTick tick) {
    var wasOver = marks.blindness().isOver();
    marks.blind(reading.usedMs(), policy().blindness());
    if (state instanceof Known known && !marks.blindness().isOver()) {
      apply(reading, rule.subtracted(known, tick));
    } else if (!wasOver && marks.blindness().isOver()) {
      told.unavailable(state);
    }
    return Mono.empty();
  }

  private Mono<Void> changed(Reading reading, CreditTick tick,
      BiFunction<Known, CreditTick, Known> change) {
    return Mono.fromRunnable(() -> {
      if (state instanceof Known known) {
        apply(reading, change.apply(known, tick));
      }
    });
  }

  /// The counter learns what the ledger has said.
  private void passOn(Balance balance, Reading reading, UsageTick counted) {
    recorder.read(new LedgerRead(reading.account(), reading.month(), balance.allowance().usedMs(),
        mark(counted)));
  }

  private static Mark mark(UsageTick counted) {
    var tally = counted.tally();
    return tally == null ? Mark.NONE : tally.mark();
  }

  /// The ledger does not yet know what it could not be told, and the counter may know more.
  private Balance withUnsettled(Balance balance, Reading reading, CreditTick tick) {
    return switch (balance.allowance()) {
      case Unlimited _ -> balance;
      case Prepaid(var grantMs, var usedMs) -> new Balance(
          new Prepaid(grantMs, Math.max(usedMs + reading.unsettledMs(),
              tick.accountUsedMs().orElse(0))),
          balance.nextChangeAt(), balance.plan());
    };
  }

  private void apply(Reading reading, Known after) {
    var before = state;
    var wasBlind = marks.blindness().wasOver();
    var verdict = CreditRule.judge(before, after,
        desk.plans().of(after.plan()).policy().threshold());
    state = verdict.state();
    usedUpAtMs = after.allowance() instanceof Prepaid prepaid && !after.isExhausted()
        ? prepaid.grantMs()
        : Long.MAX_VALUE;
    marks.move(reading.usedMs(), after.allowance(), policy());
    if (wasBlind && !verdict.exhausted() && !after.isExhausted()) {
      told.available(after);
    }
    told.verdict(verdict, policy());
    owner.tell(verdict, reading);
  }

  private static YearMonth month(Instant now) {
    return YearMonth.from(now.atOffset(ZoneOffset.UTC));
  }
}
