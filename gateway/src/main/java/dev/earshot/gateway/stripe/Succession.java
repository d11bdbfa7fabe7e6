package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.Payers;
import dev.earshot.core.billing.Payers.Page;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.ops.BillingMeters;
import dev.earshot.gateway.stripe.StripeNews.OfCheckout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends at Stripe what an account paid for until it bought something newer at a checkout, so that nobody
/// is charged twice.
///
/// Only what costs a price of `EARSHOT_PRICES`, is older than what was bought, and belongs to a customer
/// who pays for the same account; and only where what was bought is paid. Nothing is given back.
final class Succession {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
  /// Of one account.
  private static final int CUSTOMERS = 10;
  /// In which Stripe charges, or tries to, or will.
  private static final Set<String> RUNNING = Set.of("active", "trialing", "past_due", "unpaid",
      "paused");

  private final SubscriptionSource stripe;
  private final Payers payers;
  private final PriceList prices;
  private final BillingMeters meters;
  private final Duration deadline;

  /// @param deadline for every single call to a store
  Succession(SubscriptionSource stripe, Payers payers, PriceList prices, BillingMeters meters,
      Duration deadline) {
    this.stripe = stripe;
    this.payers = payers;
    this.prices = prices;
    this.meters = meters;
    this.deadline = deadline;
  }

  /// Ends what is older. Cold; may be asked again, and has to be where it fails, because a store or
  /// Stripe does not answer.
  Mono<Void> follow(OfCheckout bought) {
    var id = bought.subscription();
    return id == null
        ? Mono.empty()
        : Mono.defer(() -> payers.payer(bought.customer()))
            .timeout(deadline)
            .flatMapMany(payer -> all(payer.account()))
            .collectList()
            .flatMapIterable(known -> olderThan(id, known))
            .concatMap(this::end)
            .then();
  }

  private Flux<SeenSubscription> all(AccountId account) {
    return Mono.defer(() -> payers.list(new Page(account, null, CUSTOMERS)))
        .timeout(deadline)
        .flatMapIterable(page -> page)
        .concatMap(payer -> stripe.list(payer.customer()))
        .concatMapIterable(Listing::subscriptions);
  }

  private List<SeenSubscription> olderThan(String bought, List<SeenSubscription> known) {
    return known.stream()
        .filter(one -> one.id().equals(bought) && prices.isPaid(one))
        .findFirst()
        .map(newer -> known.stream()
            .filter(one -> one.createdAt().isBefore(newer.createdAt()))
            .filter(one -> RUNNING.contains(one.status()) && prices.knows(one))
            .toList())
        .orElse(List.of());
  }

  private Mono<Boolean> end(SeenSubscription older) {
    return stripe.cancel(older.id()).doOnNext(isEnded -> {
      meters.superseded(isEnded ? "cancelled" : "refused");
      if (isEnded) {
        LOG.info("stripe: {} was cancelled, for the same account has bought a newer one",
            older.id());
      } else {
        LOG.warn("stripe: {} is charged beside a newer one of the same account, and could not be "
            + "cancelled (expected: a key that may write subscriptions): cancel it at Stripe",
            older.id());
      }
    });
  }
}
