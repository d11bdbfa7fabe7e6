package dev.earshot.testkit;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageLedger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/// The ledger as two maps under one lock, and what it leaves of the grants.
final class MemoryUsage implements UsageLedger, AllowanceSource, UsageHistory {
  private record Bill(AccountId account, YearMonth month) {}

  private final MemoryAccounts accounts;
  private final InstantSource clock;
  private final Map<AccountId, NavigableMap<Instant, Hour>> hours = new HashMap<>();
  private final Map<Bill, Long> usedMs = new HashMap<>();
  private final Map<String, Long> settledTo = new HashMap<>();

  MemoryUsage(MemoryAccounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return Mono.fromSupplier(() -> charge(intent));
  }

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    return Mono
        .fromSupplier(() -> balance(account, YearMonth.from(now.atOffset(ZoneOffset.UTC)), now));
  }

  @Override
  public Mono<List<Hour>> hours(AccountId account, Span span) {
    return Mono.fromSupplier(() -> within(account, span));
  }

  private synchronized List<Hour> within(AccountId account, Span span) {
    return hours.getOrDefault(account, new TreeMap<>())
        .subMap(span.from(), span.until())
        .values()
        .stream()
        .toList();
  }

  /// How much was removed; hours of months that stay are added to their first one.
  synchronized int erase(AccountId account) {
    var kept = AccountErasure.firstKept(clock.instant());
    var months = usedMs.size();
    usedMs.keySet().removeIf(bill -> bill.account.equals(account) && bill.month.isBefore(kept));
    var there = hours.getOrDefault(account, new TreeMap<>());
    var folded = new TreeMap<Instant, Hour>();
    there.forEach((start, hour) -> {
      var month = YearMonth.from(start.atOffset(ZoneOffset.UTC));
      if (!month.isBefore(kept)) {
        var first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        folded.merge(first, new Hour(first, hour.usedMs()), MemoryUsage::sum);
      }
    });
    var gone = there.keySet().stream().filter(hour -> !folded.containsKey(hour)).count();
    hours.put(account, folded);
    return months - usedMs.size() + (int) gone;
  }

  private synchronized Settled charge(Settle intent) {
    var month = new Bill(intent.account(), intent.month());
    var earlier = settledTo.get(intent.id());
    if (earlier == null && !intent.isEmpty()) {
      settledTo.put(intent.id(), intent.toMs());
      usedMs.merge(month, intent.ms(), Math::addExact);
      var hour = new Hour(intent.hourAt(clock.instant()), intent.toMs() - intent.fromMs(),
          intent.speechMs());
      hours.computeIfAbsent(intent.account(), _ -> new TreeMap<>())
          .merge(hour.start(), hour, MemoryUsage::sum);
    }
    return new Settled(earlier == null ? intent.toMs() : earlier);
  }

  private static Hour sum(Hour one, Hour other) {
    return new Hour(one.start(), Math.addExact(one.usedMs(), other.usedMs()),
        Math.addExact(one.speechMs(), other.speechMs()));
  }

  private synchronized Balance balance(AccountId account, YearMonth month, Instant now) {
    var used = usedMs.getOrDefault(new Bill(account, month), 0L);
    var subscription = accounts.subscriptionOf(account, now);
    Allowance allowance = switch (subscription.grant()) {
      case Unlimited _ -> new Allowance.Unlimited(used);
      case Limited(long millis) -> new Allowance.Prepaid(
          millis + accounts.toppedUpMs(account, month), used);
    };
    var nextMonth = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var ends = subscription.endsAt();
    return new Balance(allowance, ends != null && ends.isBefore(nextMonth) ? ends : nextMonth,
        subscription.plan());
  }
}
