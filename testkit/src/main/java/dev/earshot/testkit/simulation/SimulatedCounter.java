package dev.earshot.testkit.simulation;

import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// The counter that all instances share, and the signals beside it: a store that can lose all, or the
/// last that it was told. It counts as the counter of a gateway does that is alone.
final class SimulatedCounter {
  /// Above what one counter can reach by itself.
  private static final long GENERATIONS = 1_000_000;
  private static final YearMonth ANY_MONTH = YearMonth.of(2000, 1);

  private record Report(Instant at, List<Count> counts, List<LedgerRead> reads) {}

  private final Flaw flaw;
  private final LongSupplier nowMs;
  private final List<Report> log = new ArrayList<>();
  private final SimulatedSignals signals;
  private InProcessCounter counter;
  private Instant at = Instant.EPOCH;
  private long generation = 1;

  /// @param nowMs the true time
  SimulatedCounter(Flaw flaw, LongSupplier nowMs) {
    this.flaw = flaw;
    this.signals = new SimulatedSignals(flaw);
    this.nowMs = nowMs;
    this.counter = fresh();
  }

  SimulatedSignals signals() {
    return signals;
  }

  List<Tally> report(List<Count> counts, List<LedgerRead> reads) {
    var report = flawed(new Report(Instant.ofEpochMilli(nowMs.getAsLong()), counts, reads));
    if (flaw == Flaw.COUNTER_WITHOUT_MAXIMUM) {
      believeLast(report);
    }
    log.add(report);
    var tallies = apply(report);
    return flaw == Flaw.COUNTER_WITHOUT_OTHERS ? own(counts, tallies) : tallies;
  }

  List<Reading> orphans(Duration silence) {
    at = Instant.ofEpochMilli(nowMs.getAsLong());
    return Objects.requireNonNull(counter.orphans(silence).collectList().block());
  }

  /// Everything is gone, and the signals too.
  void empty() {
    log.clear();
    signals.clear();
    generation += GENERATIONS;
    counter = fresh();
  }

  /// Another takes its place, which was not yet told the last reports.
  void failOver(int lost) {
    var kept = Math.max(0, log.size() - lost);
    log.subList(kept, log.size()).clear();
    rebuild();
  }

  private List<Tally> apply(Report report) {
    at = report.at;
    return Objects.requireNonNull(counter.report(report.counts, report.reads).block());
  }

  private void rebuild() {
    counter = fresh();
    log.forEach(this::apply);
  }

  private InProcessCounter fresh() {
    return new InProcessCounter(signals, () -> at, generation);
  }

  private Report flawed(Report report) {
    return switch (flaw) {
      case COUNTER_WITHOUT_MONTH -> new Report(report.at,
          report.counts.stream().map(SimulatedCounter::anyMonth).toList(),
          report.reads.stream().map(read -> read(read, ANY_MONTH, read.usedMs())).toList());
      case COUNTER_WITHOUT_BASE -> new Report(report.at, report.counts,
          report.reads.stream().map(read -> read(read, read.month(), 0)).toList());
      case NONE, COUNTER_WITHOUT_MAXIMUM, LEDGER_WITHOUT_READING, LEDGER_WITHOUT_IDENTITY,
          COUNTER_WITHOUT_OTHERS, SIGNALS_UNREAD ->
        report;
    };
  }

  private static List<Tally> own(List<Count> counts, List<Tally> tallies) {
    var own = new ArrayList<Tally>();
    for (var i = 0; i < counts.size(); i++) {
      var reading = counts.get(i).reading();
      own.add(switch (tallies.get(i)) {
        case Tally.Total total when reading.usedMs() == 0 -> total;
        case Tally.Total total -> new Tally.Total(reading.usedMs() - reading.fromMs(),
            total.reservedToMs(), total.mark(), total.signal());
        case Tally.Unseeded unseeded -> unseeded;
      });
    }
    return own;
  }

  /// Forgets what was told of these streams that is more than what is told now.
  private void believeLast(Report report) {
    for (var count : report.counts) {
      if (log.stream().anyMatch(old -> isMore(old, count.reading()))) {
        log.replaceAll(old -> new Report(old.at,
            old.counts.stream().filter(other -> !isMore(other.reading(), count.reading())).toList(),
            old.reads));
        rebuild();
      }
    }
  }

  private static boolean isMore(Report old, Reading told) {
    return old.counts.stream().anyMatch(count -> isMore(count.reading(), told));
  }

  private static boolean isMore(Reading old, Reading told) {
    return old.stream().equals(told.stream()) && old.month().equals(told.month())
        && (old.usedMs() > told.usedMs() || old.settledMs() > told.settledMs());
  }

  private static Count anyMonth(Count count) {
    var told = count.reading();
    return new Count(new Reading(told.stream(), told.account(), ANY_MONTH, told.fromMs(),
        told.usedMs(), told.settledMs(), told.intendedMs()), count.over(), count.want());
  }

  private static LedgerRead read(LedgerRead read, YearMonth month, long usedMs) {
    return new LedgerRead(read.account(), month, usedMs, read.mark());
  }
}
