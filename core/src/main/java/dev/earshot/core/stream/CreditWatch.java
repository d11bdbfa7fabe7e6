package dev.earshot.core.stream;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.credit.CreditState;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.credit.CreditTick;
import dev.earshot.core.credit.Verdict;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageMeter;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/// Keeps one stream's credit: each tick pays for what was used, looks at what is left and moves the
/// mark at which the stream's sound is no longer recognised.
///
/// Ticks come one after the other; `isOpen` may be asked by any thread at any time and costs one read.
final class CreditWatch {
  private final CreditDesk desk;
  private final UsageMeter meter;
  private final CreditRule rule;
  private final Sinks.Many<StreamEvent> notices = Sinks.many()
      .unicast()
      .onBackpressureBuffer(Queues.<StreamEvent>get(64).get());
  private final Sinks.Many<Long> stopMarks = Sinks.many().replay().latest();
  private volatile CreditState state = new Unknown();
  private volatile long stopAtMs = Long.MAX_VALUE;
  private long decidedMs;

  CreditWatch(CreditDesk desk, UsageMeter meter, CreditRule rule) {
    this.desk = desk;
    this.meter = meter;
    this.rule = rule;
  }

  /// Whether the next window may be recognised. A stream whose credit nobody could tell goes on.
  boolean isOpen() {
    return meter.billedMs() < stopAtMs;
  }

  /// Completes as soon as the gate is open.
  Mono<Void> opened() {
    return stopMarks.asFlux().filter(_ -> isOpen()).next().then();
  }

  /// Whether it is known that nothing is left, and so was or will be told.
  boolean isExhausted() {
    return state instanceof Known known && known.isExhausted();
  }

  /// What the client is to be told, in order. One subscriber; completes after [#end].
  Flux<StreamEvent> notices() {
    return notices.asFlux();
  }

  /// Nothing more will be told.
  void end() {
    var _ = notices.tryEmitComplete(); // a second end changes nothing
  }

  /// One tick. Cold; never fails: what could not be settled stays due, what could not be asked stays
  /// as it was.
  Mono<Void> tick() {
    return Mono.defer(() -> {
      var now = desk.clock().instant();
      var due = meter.readings(month(now));
      return settle(due).flatMap(used -> decide(due.getLast(), now, used));
    });
  }

  /// Pays for the rest, after the last sound. Cold; never fails.
  Mono<Void> settleAll() {
    return Mono.defer(() -> settle(meter.readings(month(desk.clock().instant()))))
        .repeat(2, () -> !meter.isSettled()) // once more where an earlier intent had come through
        .then();
  }

  /// What the account has used in the month that runs, where the ledger could tell. The month before is
  /// paid to its end first.
  private Mono<OptionalLong> settle(List<Reading> due) {
    var oldest = due.getFirst();
    return settle(oldest).flatMap(used -> {
      if (due.size() == 1) {
        return Mono.just(used);
      }
      return meter.settledMs() < oldest.usedMs()
          ? Mono.just(OptionalLong.empty())
          : settle(due.getLast());
    });
  }

  private Mono<OptionalLong> settle(Reading reading) {
    return Mono.defer(() -> desk.ledger().settle(reading.settle()))
        .timeout(desk.deadline())
        .doOnNext(settled -> meter.settled(settled.toMs()))
        .map(settled -> OptionalLong.of(settled.monthUsedMs() + unsettledMs(reading)))
        .onErrorResume(error -> failed("settle usage", error).thenReturn(OptionalLong.empty()));
  }

  private Mono<Void> decide(Reading reading, Instant now, OptionalLong accountUsedMs) {
    var tick = new CreditTick(now, reading.usedMs() - decidedMs, accountUsedMs);
    decidedMs = reading.usedMs();
    return switch (rule.step(state, tick)) {
      case FETCH -> Mono.defer(() -> desk.source().fetch(meter.account(), now))
          .timeout(desk.deadline())
          .map(balance -> rule.fetched(state, withUnsettled(balance, reading), tick))
          .onErrorResume(error -> failed("fetch credit", error).then(subtracted(tick)))
          .doOnNext(known -> apply(reading, known))
          .then();
      case SUBTRACT -> subtracted(tick).doOnNext(known -> apply(reading, known)).then();
      case NOTHING -> Mono.fromRunnable(() -> tell(state));
    };
  }

  /// Empty while nothing is known.
  private Mono<Known> subtracted(CreditTick tick) {
    return Mono.fromSupplier(
        () -> state instanceof Known known ? rule.subtracted(known, tick) : null);
  }

  /// The store does not yet know what the ledger could not be told.
  private Balance withUnsettled(Balance balance, Reading reading) {
    return switch (balance.allowance()) {
      case Unlimited _ -> balance;
      case Prepaid(var grantMs, var usedMs) -> new Balance(
          new Prepaid(grantMs, usedMs + unsettledMs(reading)), balance.nextChangeAt());
    };
  }

  /// What of a reading is still to be paid. Use since the reading does not count: the mark at which the
  /// sound stops is set from the reading on.
  private long unsettledMs(Reading reading) {
    return Math.max(0, reading.usedMs() - Math.max(reading.settledMs(), meter.settledMs()));
  }

  private void apply(Reading reading, Known after) {
    var verdict = rule.judge(state, after);
    state = verdict.state();
    stopAtMs = switch (after.allowance()) {
      case Unlimited _ -> Long.MAX_VALUE;
      case Prepaid prepaid -> reading.usedMs()
          + Math.min(prepaid.remainingMs(), Long.MAX_VALUE - reading.usedMs());
    };
    announce(verdict);
    var _ = stopMarks.tryEmitNext(stopAtMs); // a replay sink keeps the latest mark for any comer
  }

  private void announce(Verdict verdict) {
    var known = verdict.state();
    if (verdict.restored()) {
      say(new CreditsRestored(known.allowance()));
    }
    tell(known);
    if (verdict.threshold() && known.allowance() instanceof Prepaid prepaid) {
      say(new ThresholdReached(prepaid.remainingMs()));
    }
    if (verdict.exhausted()) {
      say(new CreditsExhausted(known.nextChangeAt()));
    }
  }

  private void tell(CreditState state) {
    if (state instanceof Known known) {
      say(new CreditsLeft(known.allowance(), known.nextChangeAt()));
    }
  }

  private void say(StreamEvent notice) {
    if (notices.tryEmitNext(notice) == Sinks.EmitResult.FAIL_OVERFLOW) {
      desk.faults()
          .happened("tell a client its credit", new IllegalStateException(
              "notices: more than 64 (expected: a client that reads)"));
    } // any other failure: the stream has ended
  }

  private static YearMonth month(Instant now) {
    return YearMonth.from(now.atOffset(ZoneOffset.UTC));
  }

  private Mono<Void> failed(String what, Throwable error) {
    return Mono.fromRunnable(() -> desk.faults().happened(what, error));
  }
}
