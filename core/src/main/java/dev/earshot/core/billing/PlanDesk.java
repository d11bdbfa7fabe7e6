package dev.earshot.core.billing;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.Announcer.Announced;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Where plans and grants are changed, whoever wants it: an operator, an event of the payment service,
/// a look at what is paid there. The ledger first, then the signal, then its message; what cannot be
/// announced now will be.
///
/// A paid period that ends changes nothing that would have to be announced: when it ends stands in the
/// ledger beside the plan, and streams ask then.
///
/// Every publisher is cold, gives whether the change was announced already, and fails where it was not
/// made, or may not have been.
public final class PlanDesk {
  private final Accounts accounts;
  private final Announcer announcer;
  private final Supplier<String> ids;

  /// @param ids names changes, each differently; must not block
  public PlanDesk(Accounts accounts, Announcer announcer, Supplier<String> ids) {
    this.accounts = accounts;
    this.announcer = announcer;
    this.ids = ids;
  }

  /// Gives the account this plan.
  public Mono<Boolean> subscribe(AccountId account, Subscription subscription) {
    return Mono.defer(() -> subscribe(account, subscription, ids.get(), Mono.empty()));
  }

  /// Gives the account this plan; what is noted once the ledger has it comes before the signal.
  ///
  /// @param id names the change, as [dev.earshot.core.signal.SignalIntent] says
  Mono<Boolean> subscribe(AccountId account, Subscription subscription, String id,
      Mono<Void> noted) {
    return announced(account, id,
        Mono.defer(() -> accounts.subscribe(account, subscription)).then(noted));
  }

  /// The plan that the account was given last; empty where it was given none. One read.
  Mono<Subscription> given(AccountId account) {
    return Mono.defer(() -> accounts.subscription(account));
  }

  /// Whether anything is known of the account.
  Mono<Boolean> knows(AccountId account) {
    return Mono.defer(() -> accounts.exists(account));
  }

  /// Gives the account more audio for one month.
  public Mono<Boolean> topUp(AccountId account, TopUp more) {
    return Mono.defer(
        () -> announced(account, ids.get(), Mono.defer(() -> accounts.topUp(account, more))));
  }

  private Mono<Boolean> announced(AccountId account, String id, Mono<Void> change) {
    return announcer.announce(account, id, change.thenReturn(account)).map(Announced::isRaised);
  }
}
