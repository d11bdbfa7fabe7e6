package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.LastCounts.Last;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// What goes from one instance to the counter, and what comes back. A report that fails is not sent again:
/// the next one has everything of it, also of streams that have ended since.
final class CounterReports {
  /// What the ledger said is news for this long a queue at most; more is told with the next read.
  private static final int MOST_READS = 10_000;

  private record Place(AccountId account, YearMonth month) {}

  private final UsagePlaces places;
  private final Map<Place, LedgerRead> reads = new ConcurrentHashMap<>();
  private final LastCounts lastCounts = new LastCounts();
  private volatile Instant answeredAt;

  CounterReports(UsagePlaces places) {
    this.places = places;
    this.answeredAt = places.clock().instant();
  }

  /// When the counter last answered.
  Instant answeredAt() {
    return answeredAt;
  }

  /// How many streams are over whose last report the counter has not heard.
  int late() {
    return lastCounts.size();
  }

  void read(LedgerRead read) {
    if (reads.size() < MOST_READS) {
      reads.merge(new Place(read.account(), read.month()), read,
          (old, young) -> young.usedMs() >= old.usedMs() ? young : old);
    }
  }

  /// Reports a stream that has ended; [#sendAll] says it again until the counter has heard it. Cold; never
  /// fails.
  Mono<Void> end(UsageLine line, YearMonth month) {
    return Mono.defer(() -> {
      var counts = line.meter().stand(month).readings().stream().map(line::count).toList();
      return send(new CounterReport(0),
          List.of(lastCounts.keep(counts, places.clock().instant())));
    }).then();
  }

  /// The same as [#send], with what the counter has not heard of streams that have ended.
  Mono<List<UsageTick>> sendAll(CounterReport report) {
    return Mono.defer(() -> send(report, lastCounts.unheard(places.clock().instant())));
  }

  /// Reports these streams and gives what was said of each one's present month, in their order. Cold, for
  /// one subscriber; empty when the counter could not be asked; never fails.
  Mono<List<UsageTick>> send(CounterReport report) {
    return send(report, List.of());
  }

  private Mono<List<UsageTick>> send(CounterReport report, List<Last> lasts) {
    return Mono.defer(() -> {
      report.add(lasts);
      var news = List.copyOf(reads.values());
      return report.counts().isEmpty() && news.isEmpty()
          ? Mono.<List<UsageTick>>empty()
          : tell(report, news).doOnNext(_ -> lastCounts.heard(lasts));
    })
        .onErrorResume(error -> Mono.fromRunnable(
            () -> places.faults().happened("report to the counter", error)));
  }

  private Mono<List<UsageTick>> tell(CounterReport report, List<LedgerRead> news) {
    return places.counter()
        .report(report.counts(), news)
        .timeout(places.deadline())
        .map(tallies -> {
          answeredAt = places.clock().instant();
          news.forEach(read -> reads.remove(new Place(read.account(), read.month()), read));
          return report.answers(tallies);
        });
  }
}
