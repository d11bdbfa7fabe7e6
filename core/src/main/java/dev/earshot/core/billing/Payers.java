package dev.earshot.core.billing;

import dev.earshot.core.identity.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /// Which customers are asked for, in the order of their names.
  ///
  /// @param account who pays for it; null for everybody
  /// @param after the name of the last one of the page before; null for the first page
  /// @param most as many as at most come, 1 to 500
  record Page(@Nullable AccountId account, @Nullable String after, int most) {
    private static final int LARGEST = 500;

    public Page {
      if (after != null) {
        var _ = BillingId.checked("after", after);
      }
      if (most < 1 || most > LARGEST) {
        throw new IllegalArgumentException("most: " + most + " (expected: 1.." + LARGEST + ")");
      }
    }
  }

  /// The customer pays for this account, unless something later says otherwise. Gives what then stands.
  Mono<Payer> link(String customer, AccountId account, EventOrder order);

  /// For whom the customer pays; empty while nobody knows.
  Mono<Payer> payer(String customer);

  /// A page of the customers of whom is known for whom they pay now; the last page is the one that is
  /// not full.
  Mono<List<Payer>> list(Page page);

  /// This is known of a subscription, unless something later is. It may be a customer's of whom nobody
  /// knows yet for whom he pays.
  Mono<Void> learn(PaidSubscription news);

  /// What is known of the subscriptions of all customers that pay for this account, in no order,
  /// [#MOST] at most.
  Mono<List<PaidSubscription>> of(AccountId account);
}
