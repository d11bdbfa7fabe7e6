package dev.earshot.gateway.ops;

import dev.earshot.core.integration.HookNews;
import dev.earshot.core.integration.Outbox.Held;
import dev.earshot.core.integration.Outcome.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what becomes of the finals that apps and owners are told, for `/metrics`. What is lost is in the
/// log as well, as a number. Safe for use by several threads.
public final class HookMeters implements HookNews {
  private static final Logger LOG = LoggerFactory.getLogger(HookMeters.class);
  private static final Held NOTHING = new Held(0, 0, Optional.empty());

  private final MeterRegistry registry;
  private final Counter delivered;
  private final AtomicReference<Held> held = new AtomicReference<>(NOTHING);

  HookMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.delivered = Counter.builder("earshot.hooks.delivered")
        .description("Finals that apps and owners have taken")
        .register(registry);
    Gauge.builder("earshot.hooks.waiting", registry, _ -> held.get().entries())
        .description("Finals that wait on this disk, for each app; looked at every 10 s")
        .register(registry);
    Gauge.builder("earshot.hooks.waiting.bytes", registry, _ -> held.get().bytes())
        .description("What they take of the 64 MiB")
        .register(registry);
    Gauge.builder("earshot.hooks.oldest.seconds", registry,
        _ -> held.get()
            .oldest()
            .map(at -> Duration.between(at, clock.instant()).toMillis() / 1_000.0)
            .orElse(0.0))
        .description("Since the oldest of them was said; 0 where none waits")
        .register(registry);
  }

  @Override
  public void delivered(int finals) {
    delivered.increment(finals);
  }

  @Override
  public void failed(Failure why) {
    Counter.builder("earshot.hooks.failures")
        .description("Deliveries that failed and are tried again, by what went wrong")
        .tag("why", name(why))
        .register(registry)
        .increment();
  }

  @Override
  public void dropped(Drop why, long finals) {
    Counter.builder("earshot.hooks.dropped")
        .description("Finals that are not delivered, by reason")
        .tag("why", name(why))
        .register(registry)
        .increment((double) finals);
    switch (why) {
      case QUEUE_FULL, NOT_KEPT, OUTBOX_FULL, OLD -> LOG.warn("hooks: {} finals dropped, {}",
          finals, name(why));
      case DISABLED, GONE -> LOG.info("hooks: {} finals that nobody wants, {}", finals, name(why));
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

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
