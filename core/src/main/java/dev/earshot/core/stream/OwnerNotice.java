package dev.earshot.core.stream;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.credit.Verdict;
import dev.earshot.core.usage.Reading;
import reactor.core.publisher.Mono;

/// Tells an account's owner that little or nothing is left, once for all streams and instances.
final class OwnerNotice {
  private final CreditDesk desk;

  OwnerNotice(CreditDesk desk) {
    this.desk = desk;
  }

  /// One of all instances notifies; who cannot ask does not. Returns at once.
  void tell(Verdict verdict, Reading reading) {
    if ((verdict.threshold() || verdict.exhausted())
        && verdict.state().allowance() instanceof Prepaid prepaid) {
      var crossing = verdict.exhausted() ? Crossing.EXHAUSTED : Crossing.THRESHOLD;
      var _ = Mono.defer(() -> desk.notices()
          .first(reading.account(), reading.month(), crossing, prepaid.grantMs()))
          .timeout(desk.deadline())
          .subscribe(first -> {
            if (first) {
              desk.news().crossed(reading.account(), crossing, prepaid.remainingMs());
            }
          }, error -> desk.faults().happened("notify of credit", error));
    }
  }
}
