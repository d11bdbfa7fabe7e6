package dev.earshot.core.usage;

import dev.earshot.core.identity.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Settles what somebody else has left unsettled: the last run of this instance, or one that is gone.
///
/// The intent that was announced goes first, under the name that it had: whether it had come through or
/// not, it is charged once. A zombie that wakes meanwhile meets its own intents as charged.
public final class UsageReplay {
  private final UsagePlaces places;
  private volatile int journalDepth;

  public UsageReplay(UsagePlaces places) {
    this.places = places;
  }

  /// Settles what the journal remembers of all streams and forgets it. Cold; never fails; gives how many
  /// streams were settled.
  public Mono<Integer> ofJournal() {
    return ofJournal(_ -> false);
  }

  /// The same for streams that are not open. So what could not be settled when a stream ended is settled as
  /// soon as the ledger is back, not at the next start.
  public Mono<Integer> ofJournal(Predicate<StreamId> isOpen) {
    return places.journal()
        .unsettled()
        .timeout(places.deadline())
        .flatMapIterable(left -> owed(left, isOpen).entrySet())
        .concatMap(owed -> Flux.fromIterable(owed.getValue())
            .concatMap(this::settle)
            .then(Mono.defer(() -> places.journal().forget(owed.getKey())))
            .thenReturn(1)
            .onErrorResume(error -> failed("settle a stream of the last run", error)))
        .reduce(0, Integer::sum)
        .onErrorResume(error -> this.<Integer>failed("read the journal", error)
            .defaultIfEmpty(0));
  }

  /// How many streams were over and not settled when the journal was last looked at.
  public int journalDepth() {
    return journalDepth;
  }

  private Map<StreamId, List<Reading>> owed(List<Reading> left, Predicate<StreamId> isOpen) {
    var owed = left.stream()
        .filter(reading -> !isOpen.test(reading.stream()))
        .collect(Collectors.groupingBy(Reading::stream));
    journalDepth = owed.size();
    return owed;
  }

  /// Settles streams that nobody has reported for so long. Cold; never fails; gives how many were settled.
  public Mono<Integer> ofOrphans(Duration silence) {
    return places.counter()
        .orphans(silence)
        .timeout(places.deadline())
        .concatMap(left -> settle(left)
            .thenReturn(1)
            .onErrorResume(error -> failed("settle an orphan", error)))
        .reduce(0, Integer::sum)
        .onErrorResume(error -> this.<Integer>failed("look for orphans", error)
            .defaultIfEmpty(0));
  }

  private Mono<Void> settle(Reading left) {
    var first = left.intent().isEmpty() ? left.settle() : left.intent();
    return send(first)
        .expand(done -> done.toMs() < left.usedMs()
            ? send(new Settle(left.stream(), left.account(), left.month(), done.toMs(),
                left.usedMs()))
            : Mono.empty())
        .last()
        .flatMap(done -> tell(left, Math.max(done.toMs(), left.usedMs())))
        .then();
  }

  private Mono<Settled> send(Settle intent) {
    return Mono.defer(() -> places.ledger().settle(intent)).timeout(places.deadline());
  }

  /// The counter learns what is settled; where it cannot be told, the next read of the ledger tells it.
  private Mono<Void> tell(Reading left, long toMs) {
    var paid = new Reading(left.stream(), left.account(), left.month(), left.fromMs(), toMs, toMs,
        toMs);
    return Mono.defer(() -> places.counter()
        .report(List.of(new Count(paid, true, null)), List.of()))
        .timeout(places.deadline())
        .onErrorResume(error -> failed("report a settled stream", error))
        .then();
  }

  private <T> Mono<T> failed(String what, Throwable error) {
    return Mono.fromRunnable(() -> places.faults().happened(what, error));
  }
}
