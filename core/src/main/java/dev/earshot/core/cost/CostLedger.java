package dev.earshot.core.cost;

import java.time.YearMonth;
import java.util.List;
import reactor.core.publisher.Mono;

/// Knows the most that it was told of each engine, run and month.
public interface CostLedger {
  /// Keeps them, all or none. Cold; may be asked again with the same, or with less, to no effect.
  Mono<Void> record(List<Cost> costs);

  /// What each engine was given in this month, in the order of their names; those that were given nothing
  /// are not in it. Cold.
  Mono<List<Spent>> of(YearMonth month);
}
