package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers;
import dev.earshot.core.billing.Payers.Page;
import dev.earshot.core.billing.Payments;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.ops.BillingMeters;
import dev.earshot.gateway.stripe.PriceList.Judged;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks what Stripe knows of the customers that are known here, and mends the plans of which no event
/// has told, or of which what it told was lost. What is heard of goes the way of events: an older event
/// does not count any more, a later one does. Where nothing is new nothing is written and nobody is
/// told anything.
///
/// For whom a customer pays is not asked here: only the order of events tells that.
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  /// Of one account.
  private static final int CUSTOMERS = 30;

  private final SubscriptionSource stripe;
  private final Payers payers;
  private final Payments payments;
  private final PriceList prices;
  private final BillingMeters meters;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Duration deadline;

  /// @param ids names changes, each differently; must not block
  /// @param deadline for every single call to a store
  Reconciliation(SubscriptionSource stripe, Payers payers, Payments payments, PriceList prices,
      BillingMeters meters, Supplier<String> ids, InstantSource clock, Duration deadline) {
    this.stripe = stripe;
    this.payers = payers;
    this.payments = payments;
    this.prices = prices;
    this.meters = meters;
    this.ids = ids;
    this.clock = clock;
    this.deadline = deadline;
  }

  /// What came of it.
  ///
  /// @param lookedAt customers, those that failed included
  /// @param changed of them those whose account has another plan now, or another end of it
  /// @param unknownPrices that are paid and that `EARSHOT_PRICES` does not name, in order
  /// @param failed customers of whom Stripe or a store did not say what was asked
  /// @param stoppedAt the customer behind whom nobody was looked at, because Stripe or a store is away;
  ///     null where that is not so
  /// @param isComplete whether nobody is left to be looked at
  /// @param next the customer behind whom it goes on where somebody is; null for the first one
  public record Report(int lookedAt, int changed, List<String> unknownPrices, int failed,
      @Nullable String stoppedAt, boolean isComplete, @Nullable String next) {
    public Report {
      unknownPrices = List.copyOf(unknownPrices);
    }
  }

  /// What came of a customer.
  private sealed interface Look {
    record Done(boolean isChanged, List<String> unknownPrices) implements Look {}

    /// @param isAway whether nobody else need be asked now
    record Failed(boolean isAway) implements Look {}
  }

  private record Looked(String customer, Look look) {}

  /// Looks at all customers that pay for an account, and has what is paid count, whatever an operator
  /// wanted before. Cold; never fails for Stripe.
  public Mono<Report> account(AccountId account) {
    return ask(() -> payers.list(new Page(account, null, CUSTOMERS)))
        .flatMap(page -> looks(page, true)
            .collectList()
            .map(looks -> report(looks, done(looks) == page.size(), null)));
  }

  /// Looks at customers one after the other, in the order of their names. Cold; fails where a store does
  /// not tell which there are. To begin again where it ended leaves nobody out.
  ///
  /// @param after behind whom it begins; null for the first one
  /// @param most as many as at most are looked at
  /// @param patience after which what is under way is given up; it changes nothing then, or is done by
  ///     whoever begins there again
  public Mono<Report> from(@Nullable String after, int most, Duration patience) {
    return ask(() -> payers.list(new Page(null, after, most)))
        .flatMap(page -> looks(page, false)
            .take(patience)
            .collectList()
            .map(looks -> {
              var done = done(looks);
              return report(looks, done == page.size() && done < most,
                  done == 0 ? after : page.get(done - 1).customer());
            }));
  }

  private Flux<Looked> looks(List<Payer> page, boolean isWanted) {
    return Flux.fromIterable(page)
        .concatMap(payer -> look(payer, isWanted)
            .onErrorResume(why -> Mono.fromSupplier(() -> failed(why)))
            .doOnNext(this::count)
            .map(look -> new Looked(payer.customer(), look)))
        .takeUntil(looked -> looked.look() instanceof Look.Failed(var isAway) && isAway);
  }

  private Mono<Look> look(Payer payer, boolean isWanted) {
    return Mono.defer(() -> {
      var asked = clock.millis();
      return stripe.list(payer.customer())
          .zipWhen(_ -> ask(() -> payers.of(payer.account())))
          .flatMap(both -> learn(payer, judged(both.getT1(), asked), both.getT2(), isWanted));
    });
  }

  private List<Judged> judged(Listing told, long asked) {
    var order = new EventOrder(told.asOf(), WebhookDesk.FETCHED, Long.toString(asked));
    return told.subscriptions().stream().map(seen -> prices.judge(seen, order)).toList();
  }

  private Mono<Look> learn(Payer payer, List<Judged> told, List<PaidSubscription> known,
      boolean isWanted) {
    var before = new HashMap<String, PaidSubscription>();
    known.forEach(one -> before.put(one.id(), one));
    var news = new ArrayList<PaidSubscription>();
    var unknown = new TreeSet<String>();
    for (var one : told) {
      switch (one) {
        case Judged.Known(var now) -> {
          if (isNews(now, before)) {
            news.add(now);
          }
        }
        case Judged.UnknownPrice(var price) -> unknown.add(price);
      }
    }
    return Flux.fromIterable(news)
        .concatMap(now -> ask(() -> payers.learn(now)))
        .then(Mono.defer(() -> payments.mend(payer.account(), "reconcile-" + ids.get(),
            isWanted || !news.isEmpty())))
        .map(isChanged -> new Look.Done(isChanged, List.copyOf(unknown)));
  }

  /// A subscription that was never heard of and pays for nothing is none.
  private static boolean isNews(PaidSubscription now, Map<String, PaidSubscription> known) {
    var before = known.get(now.id());
    if (before == null) {
      return now.plan() != null;
    }
    var isSame = Objects.equals(now.plan(), before.plan())
        && Objects.equals(now.paidUntil(), before.paidUntil())
        && now.customer().equals(before.customer());
    return !isSame && now.order().isAfter(before.order());
  }

  private static Look failed(Throwable why) {
    LOG.warn("stripe: a customer could not be looked at: {}", why.toString());
    return new Look.Failed(!(why instanceof RefusedException));
  }

  private void count(Look look) {
    switch (look) {
      case Look.Failed _ -> meters.reconciled("failed");
      case Look.Done(var isChanged, var unknown) -> {
        meters.reconciled(isChanged ? "changed" : "same");
        unknown.forEach(_ -> meters.reconciled("unknown_price"));
      }
    }
  }

  private static Report report(List<Looked> looks, boolean isComplete, @Nullable String next) {
    var prices = new TreeSet<String>();
    var changed = 0;
    var failed = 0;
    @Nullable
    String stoppedAt = null;
    for (var looked : looks) {
      switch (looked.look()) {
        case Look.Done(var isChanged, var unknown) -> {
          changed += isChanged ? 1 : 0;
          prices.addAll(unknown);
        }
        case Look.Failed(var isAway) -> {
          failed++;
          stoppedAt = isAway ? looked.customer() : stoppedAt;
        }
      }
    }
    if (!prices.isEmpty()) {
      LOG.warn(
          "stripe: {} are paid (expected: prices of EARSHOT_PRICES); the plans stay as they are",
          prices);
    }
    return new Report(looks.size(), changed, List.copyOf(prices), failed, stoppedAt, isComplete,
        isComplete ? null : next);
  }

  /// How many need not be looked at again.
  private static int done(List<Looked> looks) {
    var isStopped = !looks.isEmpty()
        && looks.getLast().look() instanceof Look.Failed(var isAway) && isAway;
    return isStopped ? looks.size() - 1 : looks.size();
  }

  private <T> Mono<T> ask(Supplier<Mono<T>> store) {
    return Mono.defer(store).timeout(deadline);
  }
}
