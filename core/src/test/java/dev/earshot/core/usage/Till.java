package dev.earshot.core.usage;

import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/// A ledger and the allowances it leaves, in maps. Its moods are what becomes of the answers.
public final class Till implements UsageLedger, AllowanceSource {
  private record Bill(AccountId account, YearMonth month) {}

  private final Map<AccountId, Long> grants = new HashMap<>();
  private final Map<AccountId, Instant> ends = new HashMap<>();
  private final Map<Bill, Long> bills = new HashMap<>();
  private final Map<String, Long> settledTo = new HashMap<>();
  private final List<Settle> asked = new ArrayList<>();
  private UnaryOperator<Mono<Settled>> ledgerMood = answer -> answer;
  private UnaryOperator<Mono<Balance>> sourceMood = answer -> answer;
  private int fetches;

  public void grant(AccountId account, long millis) {
    grants.put(account, millis);
  }

  public void unlimited(AccountId account) {
    grants.put(account, Long.MIN_VALUE);
  }

  /// What was granted is for a paid period, which ends then; afterwards there is nothing.
  public void ends(AccountId account, Instant at) {
    ends.put(account, at);
  }

  public void ledgerMood(UnaryOperator<Mono<Settled>> next) {
    ledgerMood = next;
  }

  public void sourceMood(UnaryOperator<Mono<Balance>> next) {
    sourceMood = next;
  }

  public void healed() {
    ledgerMood = answer -> answer;
    sourceMood = answer -> answer;
  }

  public long usedMs(AccountId account, YearMonth month) {
    return bills.getOrDefault(new Bill(account, month), 0L);
  }

  /// Over all accounts and months.
  public long chargedMs() {
    return bills.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What was asked, empty settles left out.
  public List<Settle> asked() {
    return asked;
  }

  public int fetches() {
    return fetches;
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return ledgerMood.apply(Mono.fromSupplier(() -> charge(intent)));
  }

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    return sourceMood.apply(Mono.fromSupplier(() -> {
      fetches++;
      return balance(account, now);
    }));
  }

  private Settled charge(Settle intent) {
    var bill = new Bill(intent.account(), intent.month());
    if (!intent.isEmpty()) {
      asked.add(intent);
      if (settledTo.putIfAbsent(intent.id(), intent.toMs()) == null) {
        bills.merge(bill, intent.toMs() - intent.fromMs(), Math::addExact);
      }
    }
    return new Settled(settledTo.getOrDefault(intent.id(), intent.toMs()));
  }

  private Balance balance(AccountId account, Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    var end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var paidUntil = ends.getOrDefault(account, Instant.MAX);
    var isPaid = now.isBefore(paidUntil);
    var grant = isPaid ? grants.getOrDefault(account, 0L) : 0;
    Allowance allowance = grant == Long.MIN_VALUE
        ? new Allowance.Unlimited(usedMs(account, month))
        : new Allowance.Prepaid(grant, usedMs(account, month));
    return new Balance(allowance, isPaid && paidUntil.isBefore(end) ? paidUntil : end);
  }
}
