package dev.earshot.core.stream;

import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageLine;
import dev.earshot.core.usage.UsageRecorder;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// Pays for one stream: every so often, at a month's end and at its own end. An intent is announced to
/// journal and counter before it is sent, and is sent until the ledger has answered.
final class Settlement {
  private final CreditDesk desk;
  private final UsageRecorder recorder;
  private final UsageLine line;
  private volatile Instant paidAt;
  private volatile boolean failed;

  Settlement(CreditDesk desk, UsageRecorder recorder, UsageLine line) {
    this.desk = desk;
    this.recorder = recorder;
    this.line = line;
    this.paidAt = desk.clock().instant();
  }

  /// Pays what is due at this tick. Cold; never fails: what could not be paid stays due.
  Mono<Void> tick(Instant now) {
    var month = month(now);
    var owesOldMonth = line.meter().readings(month).size() > 1;
    if (!failed && !owesOldMonth && !isDue(now)) {
      return Mono.empty();
    }
    paidAt = now;
    return pay(month);
  }

  /// Pays for everything, after the last sound. Cold; never fails.
  Mono<Void> all() {
    return Mono.defer(() -> pay(month(desk.clock().instant())))
        .repeat(2, () -> !line.meter().isSettled()) // where an earlier intent had come through, or failed
        .then();
  }

  /// The old month first, where it owes; then the one that runs.
  private Mono<Void> pay(YearMonth month) {
    return Mono.defer(() -> {
      var both = line.meter().readings(month).size() > 1;
      return intend(month).then(Mono.defer(() -> both && !failed ? intend(month) : Mono.empty()));
    });
  }

  private Mono<Void> intend(YearMonth month) {
    return line.meter()
        .intend(month)
        .map(intent -> recorder.announce(line).then(send(intent)))
        .orElse(Mono.empty());
  }

  private Mono<Void> send(Settle intent) {
    return Mono.defer(() -> desk.ledger().settle(intent))
        .timeout(desk.deadline())
        .doOnNext(settled -> {
          line.meter().settled(settled.toMs());
          failed = false;
        })
        .onErrorResume(error -> Mono.fromRunnable(() -> {
          failed = true;
          desk.faults().happened("settle usage", error);
        }))
        .then();
  }

  /// A stream's first tick comes at any moment of the first minute, and what is owed must not become older
  /// than it may until the tick behind this one. A clock that was set back tells nothing of how long it is:
  /// better too soon than too late.
  private boolean isDue(Instant now) {
    return CreditTimes.isLastInTime(Duration.between(paidAt, now), desk.times().settleEvery(),
        recorder.tick());
  }

  private static YearMonth month(Instant now) {
    return YearMonth.from(now.atOffset(ZoneOffset.UTC));
  }
}
