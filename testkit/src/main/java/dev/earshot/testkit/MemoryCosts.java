package dev.earshot.testkit;

import dev.earshot.core.cost.Cost;
import dev.earshot.core.cost.CostLedger;
import dev.earshot.core.cost.Spent;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/// The ledger of costs as one map under one lock.
final class MemoryCosts implements CostLedger {
  private record Entry(String engine, String boot, YearMonth month) {}

  private final Map<Entry, Cost> costs = new HashMap<>();

  @Override
  public Mono<Void> record(List<Cost> batch) {
    return Mono.fromRunnable(() -> keep(batch));
  }

  @Override
  public Mono<List<Spent>> of(YearMonth month) {
    return Mono.fromSupplier(() -> sums(month));
  }

  private synchronized void keep(List<Cost> batch) {
    for (var cost : batch) {
      costs.merge(new Entry(cost.engine(), cost.boot(), cost.month()), cost,
          (one, other) -> new Cost(one.engine(), one.boot(), one.month(),
              Math.max(one.soundMs(), other.soundMs()), Math.max(one.openMs(), other.openMs())));
    }
  }

  private synchronized List<Spent> sums(YearMonth month) {
    var sums = new TreeMap<String, Spent>();
    for (var cost : costs.values()) {
      if (cost.month().equals(month)) {
        sums.merge(cost.engine(), new Spent(cost.engine(), cost.soundMs(), cost.openMs()),
            (one, other) -> new Spent(one.engine(), one.soundMs() + other.soundMs(),
                one.openMs() + other.openMs()));
      }
    }
    return List.copyOf(sums.values());
  }
}
