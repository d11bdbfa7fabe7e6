package dev.earshot.core.billing;

import dev.earshot.core.identity.AccountId;
import java.util.List;
import reactor.core.publisher.Mono;

/// Who pays for which account, and for what, as far as events have told. What is said may come in any
/// order, several times and from several instances at once: the latest counts ([EventOrder]), so all of
/// them end at the same.
///
/// All publishers are cold; each subscription is one read or one write. What was written is seen by
/// every read that begins later, on every instance.
public interface Payers {
  /// As many subscriptions of an account as are looked at.
  int MOST = 100;

  /// The customer pays for this account, unless something later says otherwise. Gives what then stands.
  Mono<Payer> link(String customer, AccountId account, EventOrder order);

  /// For whom the customer pays; empty while nobody knows.
  Mono<Payer> payer(String customer);

  /// This is known of a subscription, unless something later is. It may be a customer's of whom nobody
  /// knows yet for whom he pays.
  Mono<Void> learn(PaidSubscription news);

  /// What is known of the subscriptions of all customers that pay for this account, in no order,
  /// [#MOST] at most.
  Mono<List<PaidSubscription>> of(AccountId account);
}
