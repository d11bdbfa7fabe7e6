package dev.earshot.gateway.admission;

import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/// Whether an account has anything to begin a stream with, for clients that want to know before they
/// are upgraded. What its open streams have used and not yet settled is not in it: a stream that begins
/// on it finds out at its first tick.
public final class CreditCheck {
  private final AllowanceSource allowances;
  private final Plans plans;
  private final InstantSource clock;

  public CreditCheck(AllowanceSource allowances, Plans plans, InstantSource clock) {
    this.allowances = allowances;
    this.plans = plans;
    this.clock = clock;
  }

  /// One read. Cold; fails when the store does not answer.
  public Mono<Boolean> hasSome(AccountId account) {
    return Mono.defer(() -> allowances.fetch(account, clock.instant())).map(this::mayBegin);
  }

  private boolean mayBegin(Balance left) {
    return switch (left.allowance()) {
      case Allowance.Unlimited _ -> true;
      case Allowance.Prepaid prepaid -> prepaid.remainingMs() > 0
          || plans.of(left.plan()).policy().exhaustion() == Exhaustion.CONTINUE;
    };
  }
}
