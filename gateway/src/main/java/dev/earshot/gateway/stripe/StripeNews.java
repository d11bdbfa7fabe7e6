package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.BillingEvent;
import org.jspecify.annotations.Nullable;

/// What an event of Stripe says, as far as plans are concerned.
sealed interface StripeNews {
  BillingEvent event();

  /// A subscription began, changed or ended.
  ///
  /// @param rank of the event among those of the same second: what began is followed by what changed,
  ///     and that by what ended
  record OfSubscription(BillingEvent event, int rank, SeenSubscription subscription)
      implements
        StripeNews {}

  /// Somebody has subscribed at a checkout.
  ///
  /// @param uid the account for which; null where the checkout names none
  /// @param subscription its id; null where there is none
  record OfCheckout(BillingEvent event, String customer, @Nullable String uid,
      @Nullable String subscription) implements StripeNews {}

  /// A schedule of a subscription has ended.
  ///
  /// @param subscription its id; null where Stripe names none
  record OfSchedule(BillingEvent event, String customer, @Nullable String subscription)
      implements
        StripeNews {}

  /// It changes no plan.
  record Irrelevant(BillingEvent event) implements StripeNews {}
}
