package dev.earshot.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// What goes from the open streams to the journal. What could not be written is written with the next batch.
final class JournalReports {
  /// A journal that hangs holds up neither the other streams nor the end of its own.
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final UsagePlaces places;
  private volatile Instant wroteAt;

  JournalReports(UsagePlaces places) {
    this.places = places;
    this.wroteAt = places.clock().instant();
  }

  /// When the journal last took everything that was due.
  Instant wroteAt() {
    return wroteAt;
  }

  /// One batch of all of these that have used or settled something since the last one. Never fails.
  Mono<Void> write(Collection<UsageLine> lines, YearMonth month) {
    return Mono.defer(() -> {
      var due = new ArrayList<UsageLine>(lines.size());
      var news = new ArrayList<Standing>(lines.size());
      for (var line : lines) {
        var now = line.meter().stand(month);
        if (line.isNewsForJournal(now)) {
          due.add(line);
          news.add(now);
        }
      }
      return due.isEmpty() ? Mono.<Void>empty() : record(due, news);
    })
        .timeout(DEADLINE)
        .doOnSuccess(_ -> wroteAt = places.clock().instant())
        .onErrorResume(error -> failed("write the journal", error));
  }

  /// What is left of a stream that has ended; never fails.
  Mono<Void> end(UsageLine line, YearMonth month) {
    var meter = line.meter();
    var journal = meter.isSettled()
        ? places.journal().forget(meter.stream())
        : places.journal().record(meter.readings(month));
    return journal.timeout(DEADLINE)
        .onErrorResume(error -> failed("close the journal of a stream", error));
  }

  /// @param news of each of these lines, in their order
  private Mono<Void> record(List<UsageLine> lines, List<Standing> news) {
    var batch = new ArrayList<Reading>(news.size());
    for (var standing : news) {
      if (standing.before() != null) {
        batch.add(standing.before());
      }
      batch.add(standing.running());
    }
    return places.journal().record(batch).doOnSuccess(_ -> {
      for (var i = 0; i < lines.size(); i++) {
        lines.get(i).journaled(news.get(i));
      }
    });
  }

  private Mono<Void> failed(String what, Throwable error) {
    return Mono.fromRunnable(() -> places.faults().happened(what, error));
  }
}
