package dev.earshot.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How Stripe is heard and asked.
///
/// @param secrets of the webhook, one or more: what any of them has signed is Stripe's
/// @param prices the plan of each price
/// @param key of the API, which is asked for subscriptions; null: events are taken at their word
/// @param url where the API is
public record StripeSettings(List<Secret> secrets, Map<String, String> prices,
    @Nullable Secret key, URI url) {
  /// Stripe itself.
  public static final URI STRIPE = URI.create("https://api.stripe.com");

  public StripeSettings {
    secrets = List.copyOf(secrets);
    prices = Map.copyOf(prices);
  }
}
