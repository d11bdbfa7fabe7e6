package dev.earshot.gateway.stripe;

import reactor.core.publisher.Mono;

/// Where it is asked what Stripe knows now.
interface SubscriptionSource {
  /// The subscription as it is now. Cold; one call, with a deadline of its own; fails where Stripe does
  /// not answer or does not know it.
  Mono<SeenSubscription> fetch(String id);

  /// The customer's subscriptions as they are now. Cold; three calls at most, each with a deadline of
  /// its own; fails with [RefusedException] where Stripe does not know the customer, and with anything
  /// else where it does not answer.
  Mono<Listing> list(String customer);

  /// Ends the subscription now, and gives whether Stripe did: false where there is none that runs, or
  /// the key may not. Cold; one call, with a deadline of its own; fails where Stripe does not answer.
  Mono<Boolean> cancel(String id);
}
