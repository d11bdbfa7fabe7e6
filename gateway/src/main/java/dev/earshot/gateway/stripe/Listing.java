package dev.earshot.gateway.stripe;

import java.time.Instant;
import java.util.List;

/// All that Stripe knows of a customer's subscriptions, whatever their status.
///
/// @param asOf a moment by Stripe's own clock, in whole seconds, that was not later than the question:
///     what changed after it may or may not be in here
/// @param subscriptions the youngest first, 300 at most
record Listing(Instant asOf, List<SeenSubscription> subscriptions) {
  Listing {
    subscriptions = List.copyOf(subscriptions);
  }
}
