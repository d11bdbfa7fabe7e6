package dev.earshot.gateway;

import dev.earshot.core.cost.CostBook;
import dev.earshot.gateway.ops.Meters;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Writes what recognisers cost, each minute and at the end. A ledger that is away is told the next time.
record CostKeeping(CostBook book, Mono<Void> write, Disposable turning) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CostKeeping.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// Starts to write.
  static CostKeeping of(CostBook book, Meters meters) {
    var write = book.write().timeout(Stores.DEADLINE).onErrorResume(e -> {
      LOG.warn("write what recognisers cost: {}", e.toString());
      meters.usageFault("write what recognisers cost");
      return Mono.empty();
    });
    return new CostKeeping(book, write, Flux.interval(EVERY, Schedulers.parallel())
        .onBackpressureDrop() // the next one writes as much
        .concatMap(_ -> write, 1)
        .subscribe());
  }

  /// Writes for the last time. Waits for it.
  @Override
  public void close() {
    turning.dispose();
    write.block();
  }
}
