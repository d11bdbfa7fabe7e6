package dev.earshot.gateway.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.wire.TestHouse;

/// Where the seed system changes plans for Stripe: seed tests 30, 31, 32 and 33, which look there for a
/// line of source.
enum MutationPoint {
  CHECKOUT("checkout.session.completed"), SUBSCRIPTION(
      "customer.subscription.updated"), SCHEDULE_COMPLETED(
          "subscription_schedule.completed"), SCHEDULE_CANCELED("subscription_schedule.canceled");

  private final String type;

  MutationPoint(String type) {
    this.type = type;
  }

  /// The event of it, which happens now.
  String event(String id, Sub sub) {
    return StripeDouble.event(id, type, Webhooks.now(), object(sub));
  }

  private ObjectNode object(Sub sub) {
    return switch (this) {
      case CHECKOUT -> StripeDouble.checkout(sub, TestHouse.ACCOUNT.value());
      case SUBSCRIPTION -> StripeDouble.json(sub);
      case SCHEDULE_COMPLETED -> StripeDouble.schedule(sub, "completed");
      case SCHEDULE_CANCELED -> StripeDouble.schedule(sub, "canceled");
    };
  }
}
