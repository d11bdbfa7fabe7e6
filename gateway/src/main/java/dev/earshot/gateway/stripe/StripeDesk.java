package dev.earshot.gateway.stripe;

import dev.earshot.core.account.Plans;
import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.Payments;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.gateway.config.StripeSettings;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.ops.BillingMeters;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Stripe as a configuration describes it: the webhook, and the API behind it where there is a key.
public final class StripeDesk implements AutoCloseable {
  /// For a call to the API; with the stores' own it fits into the webhook's.
  private static final Duration FETCH_WITHIN = Duration.ofSeconds(4);

  private final @Nullable StripeApi api;
  private final WebhookEndpoint webhook;

  private StripeDesk(@Nullable StripeApi api, WebhookEndpoint webhook) {
    this.api = api;
    this.webhook = webhook;
  }

  /// Opens it, without a call.
  ///
  /// @param deadline for every single call to a store
  public static StripeDesk open(StripeSettings settings, BillingBooks books, PlanDesk plans,
      Plans known, BillingMeters meters, InstantSource clock, Duration deadline) {
    var key = settings.key();
    var api = key == null ? null : new StripeApi(key, settings.url(), FETCH_WITHIN);
    var payments = new Payments(books.payers(), plans, known, clock, deadline);
    var desk = new WebhookDesk(books, payments, new PriceList(settings.prices()), api, clock,
        deadline);
    return new StripeDesk(api,
        new WebhookEndpoint(new Signatures(settings.secrets(), clock), desk, meters));
  }

  /// Where Stripe is heard.
  public Endpoint webhook() {
    return webhook;
  }

  @Override
  public void close() {
    webhook.close();
    if (api != null) {
      api.close();
    }
  }
}
