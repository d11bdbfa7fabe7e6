package dev.earshot.gateway.wire;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// Waits for a condition that nobody signals, ten seconds at the most.
public final class Until {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Until() {}

  public static void holds(BooleanSupplier condition) {
    holds(condition, PATIENCE);
  }

  /// The same, with another patience.
  public static void holds(BooleanSupplier condition, Duration patience) {
    Flux.interval(Duration.ZERO, Duration.ofMillis(5), Schedulers.boundedElastic())
        .onBackpressureDrop()
        .filter(_ -> condition.getAsBoolean())
        .blockFirst(patience);
  }
}
