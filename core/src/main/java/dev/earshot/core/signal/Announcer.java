package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/// Makes a change and announces it: the intent first, then the change itself, then the signal with its
/// message, then the intent is forgotten. Whatever fails or is killed in between, either nothing was
/// changed, or it will be announced: here, or by a [OutboxSweep].
public final class Announcer {
  private final SignalOutbox outbox;
  private final ChangeSignals signals;
  private final Runnable late;
  private final Duration deadline;
  private final InstantSource clock;

  /// @param late is called when a change is left for the sweep; must not block
  /// @param deadline for every single call, a third of [SignalIntent#LEASE] at most
  public Announcer(SignalOutbox outbox, ChangeSignals signals, Runnable late, Duration deadline,
      InstantSource clock) {
    if (deadline.multipliedBy(3).compareTo(SignalIntent.LEASE) > 0) {
      throw new IllegalArgumentException("deadline: " + deadline + " (expected: a third of "
          + SignalIntent.LEASE + " at most)");
    }
    this.outbox = outbox;
    this.signals = signals;
    this.late = late;
    this.deadline = deadline;
    this.clock = clock;
  }

  /// A change that was made.
  ///
  /// @param value what making it gave
  /// @param isRaised whether it was announced; otherwise it will be
  public record Announced<T>(T value, boolean isRaised) {}

  /// Makes this change and announces it. Cold. Fails when the intent could not be kept, in which case
  /// nothing was changed, or when the change failed, in which case it is announced all the same, for it
  /// may have been made.
  ///
  /// @param id names the change, as [SignalIntent] says
  /// @param change is subscribed to once, and gives a value
  public <T> Mono<Announced<T>> announce(AccountId account, String id, Mono<T> change) {
    return announce(account, id, deadline, change);
  }

  /// The same of a change that is made of many calls.
  ///
  /// @param within for all of it; with two other calls [SignalIntent#LEASE] at most
  public <T> Mono<Announced<T>> announce(AccountId account, String id, Duration within,
      Mono<T> change) {
    if (within.plus(deadline.multipliedBy(2)).compareTo(SignalIntent.LEASE) > 0) {
      throw new IllegalArgumentException("within: " + within + " (expected: "
          + SignalIntent.LEASE.minus(deadline.multipliedBy(2)) + " at most)");
    }
    return Mono.defer(() -> {
      var intent = SignalIntent.begin(id, account, clock.instant());
      return outbox.put(intent)
          .timeout(deadline)
          .then(Mono.defer(() -> change.timeout(within)))
          .flatMap(value -> raise(intent).map(raised -> new Announced<>(value, raised)));
    });
  }

  private Mono<Boolean> raise(SignalIntent intent) {
    return Mono.defer(() -> signals.raise(intent.account()).timeout(deadline))
        .map(_ -> true)
        .onErrorReturn(false)
        .flatMap(raised -> raised ? forget(intent) : leave(intent));
  }

  /// What cannot be forgotten is announced once more, which changes nothing.
  private Mono<Boolean> forget(SignalIntent intent) {
    return outbox.remove(intent.id()).timeout(deadline).onErrorComplete().thenReturn(true);
  }

  /// The change is made: nobody has to wait any more before announcing it.
  private Mono<Boolean> leave(SignalIntent intent) {
    return outbox.put(intent.due(clock.instant()))
        .timeout(deadline)
        .onErrorComplete()
        .then(Mono.fromRunnable(late))
        .thenReturn(false);
  }
}
