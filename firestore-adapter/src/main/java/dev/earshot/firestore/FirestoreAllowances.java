package dev.earshot.firestore;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// What the month's document says: one read.
final class FirestoreAllowances implements AllowanceSource {
  private final Calls calls;
  private final Months months;
  private final Plans plans;

  FirestoreAllowances(Calls calls, Months months, Plans plans) {
    this.calls = calls;
    this.months = months;
    this.plans = plans;
  }

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    return calls.within(
        months.find(account, month).map(document -> document.balance(plans, month, now)));
  }
}
