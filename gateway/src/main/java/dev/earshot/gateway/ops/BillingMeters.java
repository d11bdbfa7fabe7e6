package dev.earshot.gateway.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Counts what the payment service tells, and what is to be announced, for `/metrics`. Safe for use by
/// several threads.
public final class BillingMeters {
  private final Registry registry;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

  BillingMeters(Registry registry) {
    this.registry = registry;
  }

  /// Shows what waits to be announced.
  public void outbox(InstantSource clock) {
    registry.show(Metric.OUTBOX_DEPTH, waiting::get);
    registry.show(Metric.OUTBOX_AGE, () -> age(clock.instant()));
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
    registry.counter(Metric.OUTBOX_FAILURES).increment();
  }

  /// An event came.
  ///
  /// @param type one of few
  /// @param outcome one of few
  public void event(String type, String outcome) {
    registry.counter(Metric.STRIPE_EVENTS, type, outcome).increment();
  }

  /// A customer of Stripe's was looked at.
  ///
  /// @param outcome one of few
  public void reconciled(String outcome) {
    registry.counter(Metric.RECONCILED, outcome).increment();
  }

  /// A subscription stood beside a newer one of the same account.
  ///
  /// @param outcome one of few
  public void superseded(String outcome) {
    registry.counter(Metric.SUPERSEDED, outcome).increment();
  }

  private double age(Instant now) {
    var since = oldest.get();
    return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1_000.0);
  }
}
