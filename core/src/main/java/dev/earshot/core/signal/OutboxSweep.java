package dev.earshot.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/// Announces what is left in the outbox: what could not be announced when it was changed, and what a
/// process that is gone has left behind.
///
/// It looks every [Times#idle] while nothing is wrong. While something cannot be announced, the time
/// between two looks doubles up to [Times#most], and each is drawn between 0 and that (full jitter), so
/// that many instances do not ask together. What fails goes to the end of the queue: it holds up nobody
/// else.
public final class OutboxSweep {
  private static final int AT_ONCE = 4;
  private static final int DOUBLINGS = 20;

  private final SignalOutbox outbox;
  private final ChangeSignals signals;
  private final Times times;
  private final News news;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sinks.Many<Boolean> pokes = Sinks.many().multicast().directBestEffort();
  private final AtomicBoolean poked = new AtomicBoolean();
  private int failures; // of sweeps one behind the other, which see each other's writes

  /// How often is looked.
  ///
  /// @param idle between two looks while all is well
  /// @param least the first pause when something could not be announced
  /// @param most the longest pause
  /// @param deadline for every single call
  public record Times(Duration idle, Duration least, Duration most, Duration deadline) {
    public static final Times DEFAULT = new Times(Duration.ofSeconds(20), Duration.ofSeconds(1),
        Duration.ofSeconds(30), Duration.ofSeconds(2));
  }

  /// Hears how it goes. Must not block.
  public interface News {
    /// How much waits after a look, as far as [SignalOutbox#MOST].
    ///
    /// @param oldest since when the oldest of it waits; null where nothing does
    void waiting(int count, @Nullable Instant oldest);

    /// Something could not be announced, or nobody could look.
    void failed(Throwable why);

    /// This was announced. Cold; its failure changes nothing.
    default Mono<Void> raised(SignalIntent intent) {
      return Mono.empty();
    }
  }

  public OutboxSweep(SignalOutbox outbox, ChangeSignals signals, Times times, News news,
      InstantSource clock, RandomGenerator random) {
    this.outbox = outbox;
    this.signals = signals;
    this.times = times;
    this.news = news;
    this.clock = clock;
    this.random = random;
  }

  /// Looks now, and again and again.
  public Disposable start(Scheduler scheduler) {
    return Mono.defer(this::sweep)
        .flatMap(left -> pause(left, scheduler))
        .repeat()
        .subscribe();
  }

  /// There is something to announce: the pause of a quiet time ends soon.
  public void poke() {
    poked.set(true);
    var _ = pokes.tryEmitNext(true); // beside another one that wakes it as well
  }

  /// Announces what is due, once. Cold; gives how many it could not announce, 1 where nobody could
  /// look; never fails.
  public Mono<Integer> sweep() {
    return Mono.defer(() -> outbox.waiting().timeout(times.deadline()))
        .flatMap(this::raiseDue)
        .onErrorResume(error -> {
          news.failed(error);
          return Mono.just(1);
        });
  }

  private Mono<Integer> raiseDue(List<SignalIntent> waiting) {
    var now = clock.instant();
    var left = new ArrayList<SignalIntent>(waiting.size());
    var due = new ArrayList<SignalIntent>(waiting.size());
    waiting.forEach(intent -> (intent.dueAt().isAfter(now) ? left : due).add(intent));
    return Flux.fromIterable(due)
        .flatMap(this::raise, AT_ONCE)
        .collectList()
        .map(failed -> {
          left.addAll(failed);
          news.waiting(left.size(),
              left.stream().map(SignalIntent::since).min(Instant::compareTo).orElse(null));
          return failed.size();
        });
  }

  /// The intent again where it could not be announced.
  private Mono<SignalIntent> raise(SignalIntent intent) {
    return Mono.defer(() -> signals.raise(intent.account()).timeout(times.deadline()))
        .map(_ -> true)
        .onErrorResume(error -> {
          news.failed(error);
          return Mono.just(false);
        })
        .flatMap(raised -> raised
            ? news.raised(intent)
                .onErrorComplete()
                .then(Mono.defer(() -> outbox.remove(intent.id())))
                .timeout(times.deadline())
                .onErrorComplete()
                .then(Mono.<SignalIntent>empty())
            : outbox.put(intent.due(clock.instant()))
                .timeout(times.deadline())
                .onErrorComplete()
                .thenReturn(intent));
  }

  private Mono<Void> pause(int left, Scheduler scheduler) {
    if (left > 0) {
      failures = Math.min(failures + 1, DOUBLINGS);
      poked.set(false);
      return Mono.delay(drawn(failures - 1), scheduler).then();
    }
    failures = 0;
    // whoever pokes before this listens has left the flag
    var poke = Flux.merge(pokes.asFlux(),
        Flux.defer(() -> poked.get() ? Flux.just(true) : Flux.never()));
    return Mono
        .firstWithSignal(Mono.delay(times.idle(), scheduler),
            poke.next().then(Mono.delay(drawn(0), scheduler)))
        .doOnNext(_ -> poked.set(false))
        .then();
  }

  private Duration drawn(int doublings) {
    var most = Math.min(times.most().toMillis(), times.least().toMillis() << doublings);
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
