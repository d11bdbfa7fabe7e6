package dev.earshot.core.stream;

import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Apps;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.CreditState;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.Verdict;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted.Reason;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.usage.UsageFaults;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/// What one stream's client is told about its credit, in order. Up to 64 notices wait for a client that
/// does not read; the next one is dropped, and that is told to the operator.
final class CreditTold {
  private static final int MOST = 64;

  private final UsageFaults faults;
  private final Sinks.Many<StreamEvent> notices = Sinks.many()
      .unicast()
      .onBackpressureBuffer(Queues.<StreamEvent>get(MOST).get());

  CreditTold(UsageFaults faults) {
    this.faults = faults;
  }

  /// One subscriber; completes after [#end].
  Flux<StreamEvent> notices() {
    return notices.asFlux();
  }

  /// Nothing more will be told.
  synchronized void end() {
    var _ = notices.tryEmitComplete(); // a second end changes nothing
  }

  /// What has changed, and then what is left.
  ///
  /// @param policy says whether sound is recognised although nothing is left, and apps hear of it
  void verdict(Verdict verdict, Policy policy) {
    var known = verdict.state();
    if (verdict.restored()) {
      say(new CreditsRestored(known.allowance()));
    }
    left(known);
    if (verdict.threshold() && known.allowance() instanceof Prepaid prepaid) {
      say(new ThresholdReached(prepaid.remainingMs()));
    }
    if (verdict.exhausted()) {
      say(new CreditsExhausted(0, Reason.USED_UP, Optional.of(known.nextChangeAt()),
          policy.exhaustion() == Exhaustion.CONTINUE, policy.apps() == Apps.CONTINUE));
    }
  }

  /// What is left, as far as it is known.
  void left(CreditState state) {
    if (state instanceof Known known) {
      say(new CreditsLeft(known.allowance(), known.nextChangeAt()));
    }
  }

  /// Nobody can tell what is left, for too long.
  void unavailable(CreditState state) {
    say(state instanceof Known known && known.allowance() instanceof Prepaid prepaid
        ? unavailable(prepaid.remainingMs(), Optional.of(known.nextChangeAt()))
        : unavailable(0, Optional.empty()));
  }

  /// Somebody can tell again, and there is something left.
  void available(Known known) {
    say(new CreditsRestored(known.allowance()));
  }

  private static CreditsExhausted unavailable(long remainingMs, Optional<Instant> resetsAt) {
    return new CreditsExhausted(remainingMs, Reason.UNAVAILABLE, resetsAt);
  }

  private synchronized void say(StreamEvent notice) {
    if (notices.tryEmitNext(notice) == Sinks.EmitResult.FAIL_OVERFLOW) {
      faults.happened("tell a client its credit", new IllegalStateException(
          "notices: more than " + MOST + " (expected: a client that reads)"));
    } // any other failure: the stream has ended
  }
}
