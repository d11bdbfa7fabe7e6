package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ledger as documents: one for each month, raised by increments, and one for each settle, created
/// once.
final class SimulatedLedger {
  /// One account's month.
  record Bill(AccountId account, YearMonth month) {}

  private final Flaw flaw;
  private final Map<Bill, Long> usedMs = new HashMap<>();
  private final Map<Bill, Long> toppedUpMs = new HashMap<>();
  private final Map<String, Settle> settles = new HashMap<>();
  private final List<Settle> charged = new ArrayList<>();
  private final Map<AccountId, Subscription> subscriptions = new HashMap<>();

  SimulatedLedger(Flaw flaw) {
    this.flaw = flaw;
  }

  Settled settle(Settle intent) {
    if (intent.isEmpty()) {
      return new Settled(intent.toMs());
    }
    var known = settles.putIfAbsent(intent.id(), intent);
    if (known == null || flaw == Flaw.LEDGER_WITHOUT_IDENTITY) {
      usedMs.merge(new Bill(intent.account(), intent.month()), intent.toMs() - intent.fromMs(),
          Math::addExact);
    }
    if (known == null) {
      charged.add(intent);
      return new Settled(intent.toMs());
    }
    return new Settled(flaw == Flaw.LEDGER_WITHOUT_READING ? intent.toMs() : known.toMs());
  }

  Balance balance(AccountId account, Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    var used = usedMs(account, month);
    Allowance allowance = switch (grant(account, month)) {
      case Unlimited _ -> new Allowance.Unlimited(used);
      case Limited(var millis) -> new Allowance.Prepaid(millis, used);
    };
    return new Balance(allowance,
        month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(), plan(account));
  }

  void subscribe(AccountId account, Subscription subscription) {
    subscriptions.put(account, subscription);
  }

  void topUp(AccountId account, YearMonth month, long millis) {
    toppedUpMs.merge(new Bill(account, month), millis, Math::addExact);
  }

  /// What the month grants, with what was added to it.
  MonthlyGrant grant(AccountId account, YearMonth month) {
    var grant = subscription(account).grant();
    return switch (grant) {
      case Unlimited _ -> grant;
      case Limited(var millis) -> new Limited(
          millis + toppedUpMs.getOrDefault(new Bill(account, month), 0L));
    };
  }

  String plan(AccountId account) {
    return subscription(account).plan();
  }

  long usedMs(AccountId account, YearMonth month) {
    return usedMs.getOrDefault(new Bill(account, month), 0L);
  }

  /// Every month in which something was charged.
  Map<Bill, Long> months() {
    return usedMs;
  }

  /// Every settle that was charged, in the order in which they came.
  List<Settle> charged() {
    return charged;
  }

  Collection<AccountId> accounts() {
    return subscriptions.keySet();
  }

  private Subscription subscription(AccountId account) {
    var known = subscriptions.get(account);
    if (known == null) {
      throw new IllegalArgumentException(
          "account: " + account + " (expected: one that subscribed)");
    }
    return known;
  }
}
