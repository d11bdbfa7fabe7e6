package dev.earshot.gateway.ops;

import dev.earshot.core.integration.HookNews;
import dev.earshot.core.integration.Outbox.Held;
import dev.earshot.core.integration.Outcome.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what becomes of the finals that apps and owners are told, for `/metrics`. What is lost is in the
/// log as well, as a number. Safe for use by several threads.
public final class HookMeters implements HookNews {
  private static final Logger LOG = LoggerFactory.getLogger(HookMeters.class);
  private static final Held NOTHING = new Held(0, 0, Optional.empty());

  private final Registry registry;
  private final AtomicReference<Held> held = new AtomicReference<>(NOTHING);

  HookMeters(Registry registry, InstantSource clock) {
    this.registry = registry;
    registry.show(Metric.HOOKS_WAITING, () -> held.get().entries());
    registry.show(Metric.HOOKS_BYTES, () -> held.get().bytes());
    registry.show(Metric.HOOKS_OLDEST, () -> held.get()
        .oldest()
        .map(at -> Duration.between(at, clock.instant()).toMillis() / 1_000.0)
        .orElse(0.0));
  }

  @Override
  public void delivered(int finals) {
    registry.counter(Metric.HOOKS_DELIVERED).increment(finals);
  }

  @Override
  public void failed(Failure why) {
    registry.counter(Metric.HOOK_FAILURES, Label.word(why)).increment();
  }

  @Override
  public void dropped(Drop why, long finals) {
    registry.counter(Metric.HOOKS_DROPPED, Label.word(why)).increment((double) finals);
    switch (why) {
      case QUEUE_FULL, NOT_KEPT, OUTBOX_FULL, OLD -> LOG.warn("hooks: {} finals dropped, {}",
          finals, Label.word(why));
      case DISABLED, GONE ->
        LOG.info("hooks: {} finals that nobody wants, {}", finals, Label.word(why));
    }
  }

  @Override
  public void holds(Held now) {
    held.set(now);
  }

  @Override
  public void fault(String what, Throwable why) {
    LOG.warn("hooks: {}: {}", what, why.toString());
  }
}
