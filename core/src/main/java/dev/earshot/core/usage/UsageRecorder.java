package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.CreditChange;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The books of one instance and the wheel that turns them: once a second the use of all open streams
/// goes into the journal and to the counter, each in one batch, and those streams have their tick whose
/// second it is. Neither waits for the other. One wheel for the instance, not one for each event loop: so
/// ten thousand streams are one round trip a second.
///
/// Safe for use by several threads.
public final class UsageRecorder {
  private static final Duration BEAT = Duration.ofSeconds(1);
  /// A stream in which nothing happens is reported all the same, or it would be taken for an orphan.
  private static final int QUIET_BEATS = 30;
  private static final int MISSED = 3;

  private final UsagePlaces places;
  private final CounterReports reports;
  private final JournalReports journal;
  private final int buckets;
  private final RandomGenerator random;
  private final Map<StreamId, UsageLine> open = new ConcurrentHashMap<>();
  private final AtomicLong beats = new AtomicLong();
  private volatile @Nullable YearMonth month;

  /// @param tick how often each stream looks at its credit, a second or more
  /// @param random spreads the streams over the wheel, so that a restart does not align them
  public UsageRecorder(UsagePlaces places, Duration tick, RandomGenerator random) {
    this.places = places;
    this.reports = new CounterReports(places);
    this.journal = new JournalReports(places);
    this.buckets = (int) Math.max(1, tick.toSeconds());
    this.random = random;
  }

  /// Records this stream from now on, until [#close]. Its first tick comes within one turn of the
  /// wheel.
  public UsageLine open(UsageMeter meter) {
    var ahead = 1 + random.nextInt(buckets);
    var line = new UsageLine(meter, Math.floorMod(beats.get() + ahead, buckets));
    open.put(meter.stream(), line);
    return line;
  }

  /// Asks the counter about one stream between two beats. Cold; never fails.
  public Mono<UsageTick> count(UsageLine line) {
    return Mono.defer(() -> {
      var report = new CounterReport(1);
      report.add(line, line.meter().stand(month()));
      return reports.send(report)
          .map(List::getFirst)
          .switchIfEmpty(Mono.fromSupplier(() -> unread(line)));
    });
  }

  /// Writes an intent down before it is sent, in the journal first. Cold; never fails.
  public Mono<Void> announce(UsageLine line) {
    return Mono.defer(() -> journal.write(List.of(line), month())).then(count(line)).then();
  }

  /// Something about an account was changed, or may have been: its streams, or all of them, look at the
  /// signal with the next beat.
  public void changed(CreditChange change) {
    switch (change) {
      case CreditChange.Changed(var account, var _) -> open.values()
          .stream()
          .filter(line -> line.meter().account().equals(account))
          .forEach(UsageLine::wake);
      case CreditChange.Missed _ -> open.values().forEach(UsageLine::wake);
    }
  }

  /// Passes on what the ledger has said, with the next report.
  public void read(LedgerRead read) {
    reports.read(read);
  }

  /// Ends the recording. What is not settled stays in the journal for the next start, and in the counter
  /// for whoever finds it. The counter is told again with each beat until it has heard it, ten minutes
  /// at most. Cold; never fails.
  public Mono<Void> close(UsageLine line) {
    return Mono.defer(() -> {
      open.remove(line.meter().stream());
      line.end();
      return journal.end(line, month());
    }).then(Mono.defer(() -> reports.end(line, month())));
  }

  /// Records until disposed.
  public Disposable start(Scheduler scheduler) {
    return Disposables.composite(
        every(BEAT, scheduler, Mono.defer(() -> journal.write(open.values(), month()))),
        every(BEAT, scheduler, beat()));
  }

  private static Disposable every(Duration span, Scheduler scheduler, Mono<Void> work) {
    return Flux.interval(span, scheduler)
        .onBackpressureDrop() // the next batch has everything of this one
        .concatMap(_ -> work, 1)
        .subscribe();
  }

  /// After so much silence of a stream nobody records it any more: three times what passes between two
  /// reports of a stream that is well.
  public static Duration orphanAfter(Duration tick) {
    var quiet = BEAT.multipliedBy(QUIET_BEATS);
    return (tick.compareTo(quiet) < 0 ? tick : quiet).multipliedBy(MISSED);
  }

  /// When the journal last took everything that was due.
  public Instant journaledAt() {
    return journal.wroteAt();
  }

  /// When the counter last answered.
  public Instant countedAt() {
    return reports.answeredAt();
  }

  /// How many streams are over whose last report the counter has not heard.
  public int reportsLate() {
    return reports.late();
  }

  /// Whether this stream is recorded here now.
  public boolean isOpen(StreamId stream) {
    return open.containsKey(stream);
  }

  /// An account of one of the open streams, by chance; empty where none is open.
  public Optional<AccountId> anyAccount() {
    var all = List.copyOf(open.values());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get(random.nextInt(all.size())).meter().account());
  }

  /// How often each stream looks at its credit.
  public Duration tick() {
    return BEAT.multipliedBy(buckets);
  }

  public int openStreams() {
    return open.size();
  }

  private Mono<Void> beat() {
    return Mono.defer(() -> {
      var beat = beats.incrementAndGet();
      var month = month();
      var report = new CounterReport(open.size());
      for (var line : open.values()) {
        var now = line.meter().stand(month);
        if (isDue(line, beat, now)) {
          report.add(line, now);
        }
      }
      return reports.sendAll(report)
          .defaultIfEmpty(List.of())
          .doOnNext(answers -> tick(report.lines(), beat, answers))
          .then();
    });
  }

  private boolean isDue(UsageLine line, long beat, Standing now) {
    return line.isNewsForCounter(now) || line.bucket() == beat % buckets
        || line.bucket() % QUIET_BEATS == beat % QUIET_BEATS;
  }

  /// @param answers one for each of these, or none where nobody could be asked
  private void tick(List<UsageLine> due, long beat, List<UsageTick> answers) {
    var seeding = new HashSet<AccountId>();
    for (var i = 0; i < due.size(); i++) {
      var line = due.get(i);
      var answer = answers.isEmpty() ? unread(line) : answers.get(i);
      line.tell(answer);
      if (line.bucket() == beat % buckets) {
        line.tick(answer);
      } else if (line.isToSeed() && seeding.add(line.meter().account())) {
        line.tick(new UsageTick(answer.tally(), answer.countedMs(), true));
      }
    }
  }

  private UsageTick unread(UsageLine line) {
    return new UsageTick(null, line.meter().billedMs(), false);
  }

  /// The same object as long as it is the same month: that of one stream is another's.
  private YearMonth month() {
    var now = YearMonth.from(places.clock().instant().atOffset(ZoneOffset.UTC));
    var last = month;
    if (last != null && last.equals(now)) {
      return last;
    }
    month = now;
    return now;
  }
}
