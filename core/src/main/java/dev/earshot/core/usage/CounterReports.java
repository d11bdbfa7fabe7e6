package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// What goes from one instance to the counter, and what comes back. A report that fails is not sent again:
/// the next one has everything of it.
final class CounterReports {
  /// What the ledger said is news for this long a queue at most; more is told with the next read.
  private static final int MOST_READS = 10_000;

  private record Place(AccountId account, YearMonth month) {}

  private final UsagePlaces places;
  private final Map<Place, LedgerRead> reads = new ConcurrentHashMap<>();
  private volatile Instant answeredAt;

  CounterReports(UsagePlaces places) {
    this.places = places;
    this.answeredAt = places.clock().instant();
  }

  /// When the counter last answered.
  Instant answeredAt() {
    return answeredAt;
  }

  void read(LedgerRead read) {
    if (reads.size() < MOST_READS) {
      reads.merge(new Place(read.account(), read.month()), read,
          (old, young) -> young.usedMs() >= old.usedMs() ? young : old);
    }
  }

  /// Reports these streams and gives what was said of their present month. Cold; empty when the counter
  /// could not be asked; never fails.
  Mono<Map<UsageLine, UsageTick>> send(List<UsageLine> lines, YearMonth month) {
    return Mono.defer(() -> {
      var counts = new ArrayList<Count>();
      var parts = new HashMap<UsageLine, List<Count>>();
      for (var line : lines) {
        var part = line.counts(month);
        parts.put(line, part);
        counts.addAll(part);
      }
      var news = List.copyOf(reads.values());
      return counts.isEmpty() && news.isEmpty()
          ? Mono.<Map<UsageLine, UsageTick>>empty()
          : report(lines, parts, counts, news);
    })
        .onErrorResume(error -> Mono.fromRunnable(
            () -> places.faults().happened("report to the counter", error)));
  }

  private Mono<Map<UsageLine, UsageTick>> report(List<UsageLine> lines,
      Map<UsageLine, List<Count>> parts, List<Count> counts, List<LedgerRead> news) {
    return places.counter()
        .report(counts, news)
        .timeout(places.deadline())
        .map(tallies -> {
          answeredAt = places.clock().instant();
          news.forEach(read -> reads.remove(new Place(read.account(), read.month()), read));
          return answers(lines, parts, tallies);
        });
  }

  private static Map<UsageLine, UsageTick> answers(List<UsageLine> lines,
      Map<UsageLine, List<Count>> parts, List<Tally> tallies) {
    var answers = new HashMap<UsageLine, UsageTick>();
    var at = 0;
    for (var line : lines) {
      var part = parts.getOrDefault(line, List.of());
      at += part.size();
      answers.put(line, line.counted(part, tallies.get(at - 1)));
    }
    return answers;
  }
}
