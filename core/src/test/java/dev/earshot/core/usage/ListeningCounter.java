package dev.earshot.core.usage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A counter that remembers what it was told.
final class ListeningCounter implements UsageCounter {
  /// One report.
  record Report(List<Count> counts, List<LedgerRead> reads) {}

  private final UsageCounter counter;
  private final List<Report> reports = new ArrayList<>();

  ListeningCounter(UsageCounter counter) {
    this.counter = counter;
  }

  List<Report> reports() {
    return reports;
  }

  /// How often this stream was told of.
  long reportsOf(UsageLine line) {
    return reports.stream()
        .filter(report -> report.counts()
            .stream()
            .anyMatch(count -> count.reading().stream().equals(line.meter().stream())))
        .count();
  }

  @Override
  public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
    return Mono.defer(() -> {
      reports.add(new Report(List.copyOf(counts), List.copyOf(reads)));
      return counter.report(counts, reads);
    });
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return counter.orphans(silence);
  }
}
