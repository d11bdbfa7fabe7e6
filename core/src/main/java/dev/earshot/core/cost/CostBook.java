package dev.earshot.core.cost;

import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Counts what this run gives its recognisers, and writes it into the ledger when it is told to: a minute
/// apart and at the end. A kill loses what was not written, which is a minute of a sum that bills nobody.
///
/// Safe for use by several threads; counting costs an addition under a lock that nobody holds for longer.
public final class CostBook {
  private final CostLedger ledger;
  private final String boot;
  private final InstantSource clock;
  private final Map<Page, Sum> sums = new HashMap<>(); // guarded by this; a page for each engine and month

  private record Page(String engine, YearMonth month) {}

  /// In nanoseconds, so that many short pieces lose nothing.
  private record Sum(long sound, long open) {
    private Sum plus(Sum other) {
      return new Sum(sound + other.sound, open + other.open);
    }
  }

  /// A book of nothing yet.
  ///
  /// @param boot names this run among all
  public CostBook(CostLedger ledger, String boot, InstantSource clock) {
    this.ledger = ledger;
    this.boot = boot;
    this.clock = clock;
  }

  /// This much sound was sent to this engine.
  public void sound(String engine, Duration length) {
    add(engine, new Sum(length.toNanos(), 0));
  }

  /// A leg to this engine was open for so long since it was last told.
  public void open(String engine, Duration time) {
    add(engine, new Sum(0, time.toNanos()));
  }

  /// Writes what there is. Cold; fails as the ledger fails, and what was not written is written the next
  /// time.
  public Mono<Void> write() {
    return Mono.defer(() -> ledger.record(costs()));
  }

  /// What each engine was given this month, this run's newest included. Cold.
  public Mono<List<Spent>> thisMonth() {
    return Mono.defer(() -> {
      var month = month();
      return write().then(Mono.defer(() -> ledger.of(month)));
    });
  }

  private synchronized void add(String engine, Sum more) {
    sums.merge(new Page(engine, month()), more, Sum::plus);
  }

  private synchronized List<Cost> costs() {
    var costs = new ArrayList<Cost>();
    sums.forEach((page, sum) -> costs.add(new Cost(page.engine(), boot, page.month(),
        sum.sound() / 1_000_000, sum.open() / 1_000_000)));
    return costs;
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
