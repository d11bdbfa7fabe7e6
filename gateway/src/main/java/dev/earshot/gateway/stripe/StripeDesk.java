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
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/// Stripe as a configuration describes it: the webhook, and where there is a key the API behind it,
/// which is also asked for what no webhook has told.
public final class StripeDesk implements AutoCloseable {
  /// For a call to the API; with the stores' own it fits into the webhook's.
  private static final Duration FETCH_WITHIN = Duration.ofSeconds(4);

  private final WebhookEndpoint webhook;
  private final @Nullable Asked asked;

  /// What there is with a key.
  private record Asked(StripeApi api, Reconciliation reconciliation, ReconcileSweep sweep) {}

  /// What a desk is made of beside its settings.
  ///
  /// @param ids names changes and this instance, each differently; must not block
  /// @param random for pauses; must not block
  /// @param deadline for every single call to a store
  public record Means(BillingBooks books, PlanDesk desk, Plans plans, BillingMeters meters,
      Supplier<String> ids, InstantSource clock, RandomGenerator random, Duration deadline) {}

  private StripeDesk(WebhookEndpoint webhook, @Nullable Asked asked) {
    this.webhook = webhook;
    this.asked = asked;
  }

  /// Opens it, without a call.
  public static StripeDesk open(StripeSettings settings, Means means) {
    var key = settings.key();
    var api = key == null ? null : new StripeApi(key, settings.url(), FETCH_WITHIN);
    var prices = new PriceList(settings.prices());
    var payments = new Payments(means.books.payers(), means.desk, means.plans, means.clock,
        means.deadline);
    var desk = new WebhookDesk(means.books, payments, prices, api, means.meters, means.clock,
        means.deadline);
    var webhook = new WebhookEndpoint(new Signatures(settings.secrets(), means.clock), desk,
        means.meters);
    return new StripeDesk(webhook, api == null ? null : asked(api, payments, prices, means));
  }

  private static Asked asked(StripeApi api, Payments payments, PriceList prices, Means means) {
    var reconciliation = new Reconciliation(api, means.books.payers(), payments, prices,
        means.meters, means.ids, means.clock, means.deadline);
    return new Asked(api, reconciliation, new ReconcileSweep(reconciliation, means.books.inbox(),
        means.ids.get(), means.clock, means.random, means.deadline));
  }

  /// Where Stripe is heard.
  public Endpoint webhook() {
    return webhook;
  }

  /// What looks at Stripe for what is paid; null where there is no key to ask with.
  public @Nullable Reconciliation reconciliation() {
    return asked == null ? null : asked.reconciliation;
  }

  /// Looks through all customers from now on, now and then, where there is a key.
  ///
  /// @return ends it
  public Disposable start(Scheduler scheduler) {
    return asked == null ? () -> {} : asked.sweep.start(scheduler);
  }

  @Override
  public void close() {
    webhook.close();
    if (asked != null) {
      asked.api.close();
    }
  }
}
