package dev.earshot.gateway.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Counts what the payment service tells, and what is to be announced, for `/metrics`. Safe for use by
/// several threads.
public final class BillingMeters {
  private final MeterRegistry registry;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

  BillingMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Shows what waits to be announced.
  public void outbox(InstantSource clock) {
    Gauge.builder("earshot.signal.outbox.depth", registry, _ -> waiting.get())
        .description("Changes of plans and keys that are not announced yet, 200 at most")
        .register(registry);
    Gauge.builder("earshot.signal.outbox.age.seconds", registry, _ -> age(clock.instant()))
        .description("Since the oldest of them was made; 0 where none waits")
        .register(registry);
  }

  /// So much waits to be announced.
  ///
  /// @param since when the oldest of it was made; null where nothing waits
  public void waiting(int count, @Nullable Instant since) {
    waiting.set(count);
    oldest.set(since);
  }

  /// A change could not be announced, or nobody could look whether there is one.
  public void notAnnounced() {
    Counter.builder("earshot.signal.outbox.failures")
        .description("Tries to announce a change that failed; it is tried again")
        .register(registry)
        .increment();
  }

  /// An event came.
  ///
  /// @param type one of few
  /// @param outcome one of few
  public void event(String type, String outcome) {
    Counter.builder("earshot.stripe.events")
        .description("Events of Stripe, by type and by what came of them")
        .tag("type", type)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /// A customer of Stripe's was looked at.
  ///
  /// @param outcome one of few
  public void reconciled(String outcome) {
    Counter.builder("earshot.stripe.reconciled")
        .description("Customers of Stripe that were looked at, by what came of it")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /// A subscription stood beside a newer one of the same account.
  ///
  /// @param outcome one of few
  public void superseded(String outcome) {
    Counter.builder("earshot.stripe.superseded")
        .description("Subscriptions that were to be cancelled because of a newer one")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  private double age(Instant now) {
    var since = oldest.get();
    return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1_000.0);
  }
}
