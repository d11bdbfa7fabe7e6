package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Shows and changes what accounts may use. A change is written to the ledger first, then announced, so
/// that every stream of the account on every instance asks again.
///
/// @param deadline for every single call to a store
public record CreditOffice(Accounts accounts, AllowanceSource allowances, CounterTotal counter,
    ChangeSignals signals, Plans plans, InstantSource clock, Duration deadline) {
  /// What an account may use, as it is told.
  ///
  /// @param remainingMs null where there is no limit
  /// @param usedMs this month, with what is not settled yet as far as the counter knows
  /// @param resetsAt when something else than use changes it: the month's end, or that of a paid period
  public record Statement(String account, String plan, boolean unlimited,
      @Nullable Long remainingMs, long usedMs, String month, Instant resetsAt) {
    private static final JsonMapper JSON = new JsonMapper();

    /// As `credits show` prints it.
    public ObjectNode json() {
      return JSON.createObjectNode()
          .put("account", account)
          .put("plan", plan)
          .put("unlimited", unlimited)
          .put("remaining_ms", remainingMs)
          .put("used_ms_month", usedMs)
          .put("month", month);
    }
  }

  /// Cold; two reads.
  public Mono<Statement> show(AccountId account) {
    return Mono.zip(Mono.defer(() -> allowances.fetch(account, clock.instant())).timeout(deadline),
        counter.of(account, month()), (balance, counted) -> statement(account, balance, counted));
  }

  /// Adds audio to the month that runs; twice with the same id is once.
  ///
  /// @param id names the gift
  public Mono<Statement> grant(AccountId account, Duration audio, String id) {
    return changed(account,
        Mono.defer(() -> accounts.topUp(account, new TopUp(id, month(), audio.toMillis()))));
  }

  /// Gives the account a plan; without a grant of its own, the plan's.
  public Mono<Statement> set(AccountId account, String plan, @Nullable MonthlyGrant own) {
    if (!plans.knows(plan)) {
      return Mono.error(new IllegalArgumentException("plan: " + plan + " (expected: one of "
          + plans.all().stream().map(known -> known.name()).toList() + ")"));
    }
    var subscription = own == null
        ? Subscription.to(plans.of(plan), null)
        : new Subscription(plan, own, null);
    return changed(account, Mono.defer(() -> accounts.subscribe(account, subscription)));
  }

  private Mono<Statement> changed(AccountId account, Mono<Void> change) {
    return change.timeout(deadline)
        .then(Mono.defer(() -> signals.raise(account)).timeout(deadline))
        .then(Mono.defer(() -> show(account)));
  }

  private Statement statement(AccountId account, Balance balance, OptionalLong counted) {
    var used = Math.max(balance.allowance().usedMs(), counted.orElse(0));
    return switch (balance.allowance()) {
      case Unlimited _ -> new Statement(account.value(), balance.plan(), true, null, used,
          month().toString(), balance.nextChangeAt());
      case Prepaid prepaid -> new Statement(account.value(), balance.plan(), false,
          Math.max(0, prepaid.grantMs() - used), used, month().toString(),
          balance.nextChangeAt());
    };
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
