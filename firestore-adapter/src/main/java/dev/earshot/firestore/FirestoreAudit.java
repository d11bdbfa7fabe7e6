package dev.earshot.firestore;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.UsageAudit;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/// Compares the month's document with the hours' documents: some four reads.
final class FirestoreAudit implements UsageAudit {
  private static final int TRIES = 3;

  private final Calls calls;
  private final Months months;

  FirestoreAudit(Calls calls, Months months) {
    this.calls = calls;
    this.months = months;
  }

  @Override
  public Mono<Sums> sums(AccountId account, YearMonth month) {
    return calls.within(look(account, month)
        .repeatWhenEmpty(again -> again.take(TRIES - 1)));
  }

  /// Empty where a settle came between: the sums are not of one moment.
  private Mono<Sums> look(AccountId account, YearMonth month) {
    var used = months.find(account, month).map(MonthDocument::usedMs);
    return used.flatMap(before -> months.sumOfHours(account, month)
        .flatMap(parts -> used.filter(before::equals).map(after -> new Sums(after, parts))));
  }
}
