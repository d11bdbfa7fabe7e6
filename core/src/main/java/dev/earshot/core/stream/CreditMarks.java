package dev.earshot.core.stream;

import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageLine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Up to where one stream may go on: by what is left, by what is reserved for it, by what it may use
/// blindly.
final class CreditMarks {
  /// Small enough that little is stranded, long enough for two beats of the wheel at any pace.
  private static final long SLICE_MS = 5_000;

  private final UsageLine line;
  private final Blindness blindness;
  private final CreditGate gate = new CreditGate();
  private volatile boolean reserves;

  CreditMarks(UsageLine line, Blindness blindness) {
    this.line = line;
    this.blindness = blindness;
  }

  Blindness blindness() {
    return blindness;
  }

  boolean isOpen() {
    return gate.isOpen(line.meter().billedMs());
  }

  Mono<Void> opened() {
    return gate.opened(line.meter()::billedMs);
  }

  /// It is known what was left at this mark.
  void move(long usedMs, Allowance allowance, Policy policy) {
    line.needsTotal(allowance instanceof Prepaid);
    switch (allowance) {
      case Unlimited _ -> reserve(null, usedMs);
      case Prepaid prepaid -> reserve(
          policy.strict() ? new Want(prepaid.grantMs(), SLICE_MS) : null, usedMs);
    }
    gate.stopAt(blindness.stop(switch (allowance) {
      case Unlimited _ -> Long.MAX_VALUE;
      case Prepaid prepaid -> policy.exhaustion() == Exhaustion.CONTINUE
          ? Long.MAX_VALUE
          : usedMs + Math.min(prepaid.remainingMs(), Long.MAX_VALUE - usedMs);
    }));
  }

  /// Nobody could tell at this mark.
  void blind(long usedMs, Policy.Blindness allowed) {
    gate.stopAt(blindness.goesOnTo(usedMs, allowed));
  }

  /// The counter has reserved audio up to here.
  void reserved(long toMs) {
    if (reserves) {
      gate.reservedTo(toMs);
    }
  }

  /// Whether nothing is reserved yet, but has to be.
  boolean needsReserve() {
    return reserves && !isOpen();
  }

  /// Whether the counter had nothing to reserve for this stream.
  boolean isOutOfReserve(@Nullable Tally tally) {
    return reserves && tally instanceof Tally.Total total
        && total.reservedToMs() <= line.meter().billedMs();
  }

  private void reserve(@Nullable Want want, long usedMs) {
    line.want(want);
    if (want == null) {
      gate.reservedTo(Long.MAX_VALUE);
    } else if (!reserves) {
      gate.reservedTo(usedMs);
    }
    reserves = want != null;
  }
}
