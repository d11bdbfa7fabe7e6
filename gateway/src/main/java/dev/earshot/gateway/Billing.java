package dev.earshot.gateway;

import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.OutboxSweep;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.ops.BillingMeters;
import dev.earshot.gateway.stripe.Reconciliation;
import dev.earshot.gateway.stripe.StripeDesk;
import dev.earshot.gateway.stripe.StripeDesk.Means;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Everything through which plans and keys are changed, and what announces what was left behind.
///
/// @param endpoints where payments are heard of; none where nothing is configured
/// @param reconciliation what looks for what is paid; null where nobody can be asked
record Billing(PlanDesk plans, Announcer announcer, List<Endpoint> endpoints,
    @Nullable Reconciliation reconciliation) {
  private static final Logger LOG = LoggerFactory.getLogger(Billing.class);

  /// Opens it and starts to announce; whoever keeps the closings closes it.
  ///
  /// @param random for pauses; must not block
  /// @param ids names changes; must not block
  static Billing open(GatewayConfig config, Stores stores, BillingMeters meters,
      InstantSource clock, RandomGenerator random, Supplier<String> ids, Closings closings) {
    var books = stores.billing();
    meters.outbox(clock);
    var sweep = new OutboxSweep(books.outbox(), stores.signals(), OutboxSweep.Times.DEFAULT,
        new Told(stores, meters), clock, random);
    var sweeping = sweep.start(Schedulers.parallel());
    closings.keep(sweeping::dispose);
    var announcer = new Announcer(books.outbox(), stores.signals(), sweep::poke, Stores.DEADLINE,
        clock);
    var plans = new PlanDesk(stores.accounts(), announcer, ids);
    var stripe = config.stripe();
    if (stripe == null) {
      return new Billing(plans, announcer, List.of(), null);
    }
    var desk = closings.keep(StripeDesk.open(stripe, new Means(books, plans,
        config.credits().plans(), meters, ids, clock, random, Stores.DEADLINE)));
    var looking = desk.start(Schedulers.parallel());
    closings.keep(looking::dispose);
    return new Billing(plans, announcer, List.of(desk.webhook()), desk.reconciliation());
  }

  /// What the meters and the inbox hear of what was left behind.
  private record Told(Stores stores, BillingMeters meters) implements OutboxSweep.News {
    @Override
    public void waiting(int count, @Nullable Instant oldest) {
      meters.waiting(count, oldest);
    }

    @Override
    public void failed(Throwable why) {
      LOG.warn("a change cannot be announced yet: {}", why.toString());
      meters.notAnnounced();
    }

    /// An event's change is named as the event is.
    @Override
    public Mono<Void> raised(SignalIntent intent) {
      return stores.billing().inbox().advance(intent.id(), Stage.SIGNALLED, null);
    }
  }
}
