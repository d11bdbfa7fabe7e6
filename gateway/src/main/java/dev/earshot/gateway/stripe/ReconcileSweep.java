package dev.earshot.gateway.stripe;

import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox;
import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.gateway.stripe.Reconciliation.Report;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// Looks through all customers in every [#EVERY], on one of the instances.
///
/// Which one it is, the inbox says: whoever first keeps the entry that is named after this quarter of a
/// day does it. One that ends in the middle leaves the rest to the next quarter. While Stripe or the
/// store is away the same customer is tried again, a few times before the next one's turn: a single one
/// that cannot be looked at holds up nobody for good.
final class ReconcileSweep {
  /// Stripe sends an event again for three days, so this is for what was lost altogether; and four times
  /// a day costs Stripe and the store little.
  static final Duration EVERY = Duration.ofHours(6);
  /// Instances do not ask together, nor all on the hour.
  static final Duration JITTER = Duration.ofMinutes(15);
  static final Duration AGAIN = Duration.ofMinutes(5);
  private static final int TRIES = 3;
  private static final int AT_ONCE = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileSweep.class);

  private final Reconciliation reconciliation;
  private final EventInbox inbox;
  private final String name;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration deadline;

  /// @param name tells this instance from others: 1 to 64 characters
  /// @param random must not block
  /// @param deadline for every single call to the store
  ReconcileSweep(Reconciliation reconciliation, EventInbox inbox, String name,
      InstantSource clock, RandomGenerator random, Duration deadline) {
    this.reconciliation = reconciliation;
    this.inbox = inbox;
    this.name = name;
    this.clock = clock;
    this.random = random;
    this.deadline = deadline;
  }

  /// How far it has come.
  ///
  /// @param after behind whom it goes on; null for the first one
  /// @param failures one after the other, here
  private record Place(@Nullable String after, int failures) {
    Place failed() {
      return new Place(after, failures + 1);
    }
  }

  /// Looks soon, and again and again.
  Disposable start(Scheduler scheduler) {
    return Mono.defer(() -> Mono.delay(drawn(), scheduler))
        .then(Mono.defer(() -> turn(scheduler)))
        .then(Mono.defer(() -> Mono.delay(untilNext(), scheduler)))
        .repeat()
        .subscribe();
  }

  /// Never fails.
  private Mono<Void> turn(Scheduler scheduler) {
    var entry = entry();
    return Mono.defer(() -> isMine(entry))
        .retryWhen(Retry.fixedDelay(TRIES, AGAIN).scheduler(scheduler))
        .filter(isMine -> isMine)
        .flatMap(_ -> goOn(new Place(null, 0), entry, scheduler))
        .onErrorResume(why -> Mono.fromRunnable(() -> LOG.warn(
            "stripe: nobody knows whose turn it is to look through the customers: {}",
            why.toString())));
  }

  private Mono<Boolean> isMine(String entry) {
    var mine = new BillingEvent(entry, "reconciliation." + name, clock.instant());
    return inbox.receive(mine)
        .timeout(deadline)
        .map(kept -> kept.stage() != Stage.SIGNALLED
            && kept.event().type().equals(mine.type()));
  }

  private Mono<Void> goOn(Place place, String entry, Scheduler scheduler) {
    return Mono.defer(() -> reconciliation.from(place.after(), AT_ONCE, PATIENCE))
        .map(Optional::of)
        .onErrorResume(why -> Mono.fromSupplier(() -> {
          LOG.warn("stripe: the customers cannot be looked through now: {}", why.toString());
          return Optional.empty();
        }))
        .flatMap(report -> report.isPresent() && report.get().isComplete()
            ? inbox.advance(entry, Stage.SIGNALLED, null).timeout(deadline).onErrorComplete()
            : rest(report.map(told -> reached(place, told)).orElseGet(place::failed), entry,
                scheduler));
  }

  private static Place reached(Place from, Report report) {
    var stoppedAt = report.stoppedAt();
    var isElsewhere = !Objects.equals(report.next(), from.after());
    if (stoppedAt == null) {
      return isElsewhere ? new Place(report.next(), 0) : from.failed();
    }
    var there = isElsewhere ? new Place(report.next(), 1) : from.failed();
    return there.failures() < TRIES ? there : new Place(stoppedAt, 1);
  }

  /// What is left when the time is up, or where the store is away for long, is left to the next turn.
  private Mono<Void> rest(Place place, String entry, Scheduler scheduler) {
    if (!entry.equals(entry()) || place.failures() >= TRIES) {
      return Mono.empty();
    }
    return Mono.delay(place.failures() == 0 ? Duration.ZERO : AGAIN, scheduler)
        .then(Mono.defer(() -> goOn(place, entry, scheduler)));
  }

  private String entry() {
    return "reconciliation-" + clock.millis() / EVERY.toMillis();
  }

  private Duration drawn() {
    return Duration.ofMillis(random.nextLong(JITTER.toMillis()));
  }

  private Duration untilNext() {
    return Duration.ofMillis(EVERY.toMillis() - clock.millis() % EVERY.toMillis());
  }
}
