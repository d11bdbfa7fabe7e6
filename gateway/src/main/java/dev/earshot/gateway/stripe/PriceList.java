package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import java.util.Map;
import java.util.Set;

/// Which plan is paid for with which price.
///
/// @param prices the plan's name by Stripe's id of the price
record PriceList(Map<String, String> prices) {
  /// Those in which Stripe is paid, or has promised to be.
  private static final Set<String> PAID = Set.of("active", "trialing");

  /// What a subscription is worth.
  sealed interface Judged {
    /// This is known of it: a plan, or none.
    record Known(PaidSubscription subscription) implements Judged {}

    /// It is paid, with prices that nobody knows here.
    record UnknownPrice(String price) implements Judged {}
  }

  PriceList {
    prices = Map.copyOf(prices);
  }

  /// Whether it costs a price that is known here.
  boolean knows(SeenSubscription seen) {
    return seen.items().stream().anyMatch(item -> prices.containsKey(item.price()));
  }

  /// Whether a plan is paid for with it.
  boolean isPaid(SeenSubscription seen) {
    return PAID.contains(seen.status()) && knows(seen);
  }

  /// Looks it up: what is not paid has no plan, whatever its price; otherwise the first item counts
  /// whose price is known.
  Judged judge(SeenSubscription seen, EventOrder order) {
    if (!PAID.contains(seen.status())) {
      return new Judged.Known(new PaidSubscription(seen.id(), seen.customer(), seen.createdAt(),
          null, null, order));
    }
    for (var item : seen.items()) {
      var plan = prices.get(item.price());
      if (plan != null) {
        return new Judged.Known(new PaidSubscription(seen.id(), seen.customer(),
            seen.createdAt(), plan, item.paidUntil(), order));
      }
    }
    return new Judged.UnknownPrice(
        seen.items().isEmpty() ? "none" : seen.items().getFirst().price());
  }
}
