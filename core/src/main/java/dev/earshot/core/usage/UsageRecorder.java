package dev.earshot.core.usage;

import dev.earshot.core.identity.StreamId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Writes the use of all open streams into the journal, once a second and in one batch, and settles
/// after a restart what a kill left behind.
///
/// Safe for use by several threads.
public final class UsageRecorder {
  private static final Duration BEAT = Duration.ofSeconds(1);
  /// A journal that hangs holds up neither the other streams nor the end of its own.
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final UsageJournal journal;
  private final UsageLedger ledger;
  private final UsageFaults faults;
  private final InstantSource clock;
  private final Map<StreamId, UsageMeter> open = new ConcurrentHashMap<>();
  private final Map<StreamId, Long> journaledMs = new ConcurrentHashMap<>();

  public UsageRecorder(UsageJournal journal, UsageLedger ledger, UsageFaults faults,
      InstantSource clock) {
    this.journal = journal;
    this.ledger = ledger;
    this.faults = faults;
    this.clock = clock;
  }

  /// Records this stream from now on, until [#close].
  public void open(UsageMeter meter) {
    journaledMs.put(meter.stream(), 0L);
    open.put(meter.stream(), meter);
  }

  /// Ends the recording. What is not settled stays in the journal for the next start. Cold; never
  /// fails.
  public Mono<Void> close(UsageMeter meter) {
    return Mono.defer(() -> {
      open.remove(meter.stream());
      journaledMs.remove(meter.stream());
      return meter.isSettled()
          ? journal.forget(meter.stream())
          : journal.record(meter.readings(month()));
    }).timeout(DEADLINE).onErrorResume(error -> failed("close the journal of a stream", error));
  }

  /// Records until disposed.
  public Disposable start(Scheduler scheduler) {
    return Flux.interval(BEAT, scheduler)
        .onBackpressureDrop() // the next batch has everything of this one
        .concatMap(_ -> beat(), 1)
        .subscribe();
  }

  /// Settles what the journal remembers and forgets it. Cold; never fails; gives how many streams were
  /// settled.
  public Mono<Integer> replay() {
    return journal.unsettled()
        .flatMapIterable(left -> left.stream()
            .collect(Collectors.groupingBy(Reading::stream))
            .entrySet())
        .concatMap(owed -> replay(owed.getKey(), owed.getValue()))
        .reduce(0, Integer::sum)
        .onErrorResume(error -> this.<Integer>failed("read the journal", error)
            .defaultIfEmpty(0));
  }

  /// A stream that ran over a month's end owes in both: it is forgotten when both are settled.
  private Mono<Integer> replay(StreamId stream, List<Reading> owed) {
    return Flux.fromIterable(owed)
        .concatMap(this::settle)
        .then(Mono.defer(() -> journal.forget(stream)))
        .thenReturn(1)
        .onErrorResume(error -> failed("settle a stream of the last run", error));
  }

  private Mono<Void> settle(Reading left) {
    return Mono.defer(() -> ledger.settle(left.settle()))
        .expand(done -> done.toMs() < left.usedMs()
            ? ledger.settle(new Settle(left.stream(), left.account(), left.month(), done.toMs(),
                left.usedMs()))
            : Mono.empty())
        .then();
  }

  /// One batch of all streams that have used something since the last one.
  private Mono<Void> beat() {
    return Mono.defer(() -> {
      var batch = new ArrayList<Reading>();
      for (var meter : open.values()) {
        if (meter.billedMs() > journaledMs.getOrDefault(meter.stream(), Long.MAX_VALUE)) {
          batch.addAll(meter.readings(month()));
        }
      }
      return batch.isEmpty() ? Mono.empty() : record(batch);
    }).timeout(DEADLINE).onErrorResume(error -> failed("write the journal", error));
  }

  private Mono<Void> record(List<Reading> batch) {
    return journal.record(batch).doOnSuccess(_ -> {
      for (var reading : batch) {
        journaledMs.computeIfPresent(reading.stream(), (_, _) -> reading.usedMs());
      }
    });
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }

  private <T> Mono<T> failed(String what, Throwable error) {
    return Mono.fromRunnable(() -> faults.happened(what, error));
  }
}
