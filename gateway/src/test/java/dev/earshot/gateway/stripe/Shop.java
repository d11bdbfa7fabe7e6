package dev.earshot.gateway.stripe;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.EventInbox.Entry;
import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.billing.Payments;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.signal.OutboxSweep;
import dev.earshot.core.signal.OutboxSweep.News;
import dev.earshot.core.signal.OutboxSweep.Times;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A desk for Stripe's events over a store in memory, with signals that can be broken and a clock that
/// can be set.
final class Shop {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Plans PLANS = new Plans(List.of(
      new Plan("basic", MonthlyGrant.of(Duration.ZERO), Policy.USUAL),
      new Plan("plus", MonthlyGrant.of(Duration.ofMinutes(60)), Policy.USUAL),
      new Plan("pro", MonthlyGrant.unlimited(), Policy.USUAL)));
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final MemoryStore store = new MemoryStore(PLANS, this::now);
  private final Meters meters = new Meters();
  private final Signals signals = new Signals();
  private final WebhookDesk desk;
  private final Payments payments;
  private volatile Instant now = NOW;

  /// Signals that are away until they are back.
  static final class Signals implements ChangeSignals {
    private final InProcessSignals signals = new InProcessSignals();
    private volatile boolean away;
    private volatile Function<AccountId, Mono<Void>> before = _ -> Mono.empty();

    void away(boolean isAway) {
      away = isAway;
    }

    /// What is done before one is raised.
    void before(Function<AccountId, Mono<Void>> look) {
      before = look;
    }

    @Override
    public Mono<Signal> read(AccountId account) {
      return signals.read(account);
    }

    @Override
    public Mono<Signal.Raised> raise(AccountId account) {
      return Mono.defer(() -> before.apply(account))
          .then(Mono.defer(() -> away
              ? Mono.error(new IllegalStateException("signals are away"))
              : signals.raise(account)));
    }

    @Override
    public Flux<CreditChange> changes() {
      return signals.changes();
    }
  }

  /// Of a gateway that takes events at their word.
  Shop() {
    this(null);
  }

  Shop(@Nullable SubscriptionSource stripe) {
    InstantSource clock = this::now;
    var announcer = new Announcer(books().outbox(), signals, () -> {}, DEADLINE, clock);
    var plans = new PlanDesk(store.accounts(), announcer, () -> "change");
    this.payments = new Payments(books().payers(), plans, PLANS, clock, DEADLINE);
    this.desk = new WebhookDesk(books(), payments, new PriceList(StripeDouble.PRICES), stripe,
        meters.billing(), clock, DEADLINE);
  }

  Instant now() {
    return now;
  }

  void at(Instant other) {
    now = other;
  }

  BillingBooks books() {
    return store.billing();
  }

  Signals signals() {
    return signals;
  }

  Outcome take(String body) {
    return Objects.requireNonNull(desk.take(EventReader.read(body)).block());
  }

  /// What looks for what no event has told; as many as are wanted, as of instances over one store.
  Reconciliation reconciliation(SubscriptionSource stripe) {
    return new Reconciliation(stripe, books().payers(), payments,
        new PriceList(StripeDouble.PRICES), meters.billing(), () -> "change", this::now, DEADLINE);
  }

  Meters meters() {
    return meters;
  }

  MemoryStore store() {
    return store;
  }

  /// What the account's plan is now.
  String planOf(String account) {
    return Objects.requireNonNull(plan(new AccountId(account)).block());
  }

  /// The same, asked when somebody subscribes.
  Mono<String> plan(AccountId account) {
    return Mono.defer(() -> store.allowances().fetch(account, now)).map(Balance::plan);
  }

  Signal signalOf(String account) {
    return Objects.requireNonNull(signals.read(new AccountId(account)).block());
  }

  /// An operator's change, which no event knows of.
  void give(String account, String plan) {
    store.accounts()
        .subscribe(new AccountId(account),
            Subscription.to(PLANS.of(plan), null))
        .block();
  }

  Entry entry(String body) {
    return Objects.requireNonNull(
        books().inbox().receive(EventReader.read(body).event()).block());
  }

  List<SignalIntent> waiting() {
    return Objects.requireNonNull(books().outbox().waiting().block());
  }

  /// What goes on by itself.
  int sweep() {
    return Objects.requireNonNull(
        new OutboxSweep(books().outbox(), signals, Times.DEFAULT, new News() {
          @Override
          public void waiting(int count, @Nullable Instant oldest) {
            // nobody looks
          }

          @Override
          public void failed(Throwable why) {
            // nobody looks
          }

          @Override
          public Mono<Void> raised(SignalIntent intent) {
            return books().inbox()
                .advance(intent.id(), Stage.SIGNALLED, null);
          }
        }, this::now, new Random(1)).sweep().block());
  }
}
