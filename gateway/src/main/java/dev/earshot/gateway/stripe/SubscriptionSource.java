package dev.earshot.gateway.stripe;

import reactor.core.publisher.Mono;

/// Where it is asked what Stripe knows now.
@FunctionalInterface
interface SubscriptionSource {
  /// The subscription as it is now. Cold; one call, with a deadline of its own; fails where Stripe does
  /// not answer or does not know it.
  Mono<SeenSubscription> fetch(String id);
}
