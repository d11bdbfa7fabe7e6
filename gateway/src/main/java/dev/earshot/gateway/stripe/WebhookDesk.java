package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payments;
import dev.earshot.core.billing.Payments.Applied;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.ops.BillingMeters;
import dev.earshot.gateway.stripe.PriceList.Judged;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Makes plans of Stripe's events. What an event says is kept first, each subscription and each
/// customer by itself and only where nothing later is known; then the account's plan is made of all
/// that is known. So order, repetition and two instances at once do not matter, and whatever breaks off
/// is mended by the same event when it comes again.
///
/// What is known of a subscription, and which of two things counts ([EventOrder]): the one of the later
/// event. Of the same second: what Stripe's API said, the later call first; without the API what ended,
/// then what changed, then what began; then the greater event id.
final class WebhookDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);
  /// Above those of events.
  static final int FETCHED = 3;
  private static final int LINKED_BY_SUBSCRIPTION = 0;
  private static final int LINKED_BY_CHECKOUT = 1;

  private final BillingBooks books;
  private final Payments payments;
  private final PriceList prices;
  private final @Nullable SubscriptionSource stripe;
  private final @Nullable Succession succession;
  private final InstantSource clock;
  private final Duration deadline;

  /// @param stripe where subscriptions are fetched; null: events are taken at their word
  /// @param meters count what is ended there
  /// @param deadline for every single call to a store
  WebhookDesk(BillingBooks books, Payments payments, PriceList prices,
      @Nullable SubscriptionSource stripe, BillingMeters meters, InstantSource clock,
      Duration deadline) {
    this.books = books;
    this.payments = payments;
    this.prices = prices;
    this.stripe = stripe;
    this.succession = stripe == null
        ? null
        : new Succession(stripe, books.payers(), prices, meters, deadline);
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Does what follows from an event. A checkout has also what is older ended, each time that it comes: the
  /// plan does not wait for that. Cold; fails where a store or Stripe does not answer, after which
  /// the event has to come again.
  Mono<Outcome> take(StripeNews news) {
    return switch (news) {
      case StripeNews.Irrelevant _ -> Mono.just(Outcome.IGNORED);
      case StripeNews.OfSubscription of -> once(of.event(), () -> subscription(of));
      case StripeNews.OfCheckout of -> once(of.event(), () -> checkout(of))
          .delayUntil(_ -> succession == null ? Mono.empty() : succession.follow(of));
      case StripeNews.OfSchedule of -> once(of.event(),
          () -> fetched(of.event(), of.subscription(), of.customer()));
    };
  }

  private Mono<Outcome> once(BillingEvent event, Supplier<Mono<Outcome>> work) {
    return ask(() -> books.inbox().receive(event)).flatMap(
        entry -> entry.stage() == Stage.SIGNALLED ? Mono.just(Outcome.REPEATED) : work.get());
  }

  private Mono<Outcome> subscription(StripeNews.OfSubscription of) {
    var told = of.subscription();
    return stripe == null
        ? learn(of.event(), told, new EventOrder(of.event().at(), of.rank(), of.event().id()))
        : fetched(of.event(), told.id(), told.customer());
  }

  private Mono<Outcome> checkout(StripeNews.OfCheckout of) {
    return link(of.event(), of.customer(), of.uid(), LINKED_BY_CHECKOUT)
        .switchIfEmpty(
            Mono.defer(() -> fetched(of.event(), of.subscription(), of.customer())));
  }

  /// Without the API, or a subscription, what is known already counts.
  private Mono<Outcome> fetched(BillingEvent event, @Nullable String subscription,
      String customer) {
    if (stripe == null || subscription == null) {
      return apply(event, customer);
    }
    var asked = clock.millis();
    return stripe.fetch(subscription)
        .flatMap(
            seen -> learn(event, seen, new EventOrder(event.at(), FETCHED, Long.toString(asked))));
  }

  /// First what the subscription is worth, then for whom it is: whoever says for whom looks for
  /// subscriptions afterwards, so that one of the two sees the other.
  private Mono<Outcome> learn(BillingEvent event, SeenSubscription seen, EventOrder order) {
    return switch (prices.judge(seen, order)) {
      case Judged.UnknownPrice(var price) -> {
        LOG.warn("stripe: price {} of {} is none of EARSHOT_PRICES (expected: one of them); the "
            + "plan stays as it is", price, event.id());
        yield Mono.just(Outcome.UNKNOWN_PRICE);
      }
      case Judged.Known(var known) -> ask(() -> books.payers().learn(known))
          .then(link(event, seen.customer(), seen.uid(), LINKED_BY_SUBSCRIPTION))
          .switchIfEmpty(Mono.defer(() -> apply(event, seen.customer())));
    };
  }

  /// Empty where that is done or nothing was to do; otherwise what came of it.
  private Mono<Outcome> link(BillingEvent event, String customer, @Nullable String uid,
      int rank) {
    if (uid == null) {
      return Mono.empty();
    }
    try {
      var account = new AccountId(uid);
      return ask(() -> books.payers()
          .link(customer, account, new EventOrder(event.at(), rank, event.id())))
          .then(Mono.empty());
    } catch (IllegalArgumentException e) {
      LOG.warn("stripe: the account of {} cannot be one (expected: 1 to 128 characters without "
          + "blanks); the plan stays as it is", event.id());
      return Mono.just(Outcome.UNUSABLE_ACCOUNT);
    }
  }

  private Mono<Outcome> apply(BillingEvent event, String customer) {
    return ask(() -> books.payers().payer(customer))
        .flatMap(payer -> apply(event, payer))
        .switchIfEmpty(Mono.fromSupplier(() -> {
          LOG.warn("stripe: nobody knows for whom the customer of {} pays (expected: {} in the "
              + "metadata, or client_reference_id at the checkout)", event.id(),
              SeenSubscription.UID);
          return Outcome.UNKNOWN_CUSTOMER;
        }));
  }

  private Mono<Outcome> apply(BillingEvent event, Payer payer) {
    var noted = ask(
        () -> books.inbox().advance(event.id(), Stage.APPLIED, payer.account()));
    return payments.apply(payer.account(), event.id(), noted)
        .flatMap(applied -> left(event, payer).map(left -> left == Applied.WAITS ? left : applied))
        .flatMap(applied -> switch (applied) {
          case WAITS -> Mono.just(Outcome.WAITING);
          case RAISED -> signalled(event, payer).thenReturn(Outcome.SIGNALLED);
          case NOTHING -> signalled(event, payer).thenReturn(Outcome.LINKED);
        });
  }

  /// An account that the customer paid for until this event said otherwise.
  private Mono<Applied> left(BillingEvent event, Payer payer) {
    var before = payer.before();
    return before == null || !event.id().equals(payer.movedBy())
        ? Mono.just(Applied.NOTHING)
        : payments.applyLeft(before, event.id() + "-before");
  }

  private Mono<Void> signalled(BillingEvent event, Payer payer) {
    return ask(() -> books.inbox().advance(event.id(), Stage.SIGNALLED, payer.account()));
  }

  private <T> Mono<T> ask(Supplier<Mono<T>> store) {
    return Mono.defer(store).timeout(deadline);
  }
}
