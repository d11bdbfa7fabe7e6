package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.LastCounts.Last;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
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
    return Mono.defer(() -> send(List.of(),
        List.of(lastCounts.keep(line.counts(month), places.clock().instant())), month)).then();
  }

  /// The same as [#send], with what the counter has not heard of streams that have ended.
  Mono<List<UsageTick>> sendAll(List<UsageLine> lines, YearMonth month) {
    return Mono.defer(() -> send(lines, lastCounts.unheard(places.clock().instant()), month));
  }

  /// Reports these streams and gives what was said of each one's present month, in their order. Cold; empty
  /// when the counter could not be asked; never fails.
  Mono<List<UsageTick>> send(List<UsageLine> lines, YearMonth month) {
    return send(lines, List.of(), month);
  }

  private Mono<List<UsageTick>> send(List<UsageLine> lines, List<Last> lasts,
      YearMonth month) {
    return Mono.defer(() -> {
      var counts = new ArrayList<Count>(lines.size() + lasts.size());
      var ends = new int[lines.size()];
      for (var i = 0; i < ends.length; i++) {
        counts.addAll(lines.get(i).counts(month));
        ends[i] = counts.size();
      }
      lasts.forEach(last -> counts.addAll(last.counts())); // behind, where no answer is looked for
      var news = List.copyOf(reads.values());
      return counts.isEmpty() && news.isEmpty()
          ? Mono.<List<UsageTick>>empty()
          : report(lines, ends, counts, news).doOnNext(_ -> lastCounts.heard(lasts));
    })
        .onErrorResume(error -> Mono.fromRunnable(
            () -> places.faults().happened("report to the counter", error)));
  }

  /// @param ends where the counts of each of these lines end
  private Mono<List<UsageTick>> report(List<UsageLine> lines, int[] ends, List<Count> counts,
      List<LedgerRead> news) {
    return places.counter()
        .report(counts, news)
        .timeout(places.deadline())
        .map(tallies -> {
          answeredAt = places.clock().instant();
          news.forEach(read -> reads.remove(new Place(read.account(), read.month()), read));
          return answers(lines, ends, counts, tallies);
        });
  }

  private static List<UsageTick> answers(List<UsageLine> lines, int[] ends, List<Count> counts,
      List<Tally> tallies) {
    var answers = new ArrayList<UsageTick>(ends.length);
    for (var i = 0; i < ends.length; i++) {
      var part = counts.subList(i == 0 ? 0 : ends[i - 1], ends[i]);
      answers.add(lines.get(i).counted(part, tallies.get(ends[i] - 1)));
    }
    return answers;
  }
}
