package dev.earshot.gateway.auth;

import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Ends open streams whose key was revoked or has expired.
///
/// When a change of an account is announced, the keys that its open streams came in with are asked for,
/// one read for each key however many streams it has; when news may have been missed, all of them. The
/// announcement makes it quick; that every key is asked for again every 5 minutes makes it certain. Eight
/// reads are under way at a time, and between eights there is a pause, so that the stores have time for
/// others. A key that could not be asked for goes on, and is asked for again after 15 s.
///
/// Safe for use by several threads. Closing ends no stream.
public final class KeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
  private static final int AT_ONCE = 8;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration ROUND = Duration.ofMinutes(5);
  private static final Duration AGAIN = Duration.ofSeconds(15);

  private final ApiKeys keys;
  private final InstantSource clock;
  private final Scheduler timer;
  private final Duration deadline;
  private final WatchedKeys watched;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final Disposable.Composite turning = Disposables.composite();

  private KeyWatch(ApiKeys keys, InstantSource clock, Scheduler timer, Duration deadline) {
    this.keys = keys;
    this.clock = clock;
    this.timer = timer;
    this.deadline = deadline;
    this.watched = new WatchedKeys(clock);
  }

  /// Listens from now on, until it is closed.
  ///
  /// @param timer beats the rounds and the pauses
  /// @param deadline for every read
  public static KeyWatch start(ApiKeys keys, ChangeSignals signals, InstantSource clock,
      Scheduler timer, Duration deadline) {
    var watch = new KeyWatch(keys, clock, timer, deadline);
    watch.turning.add(signals.changes().subscribe(watch::hear));
    watch.turning.add(watch.every(ROUND, watch.watched::askAll));
    watch.turning.add(watch.every(AGAIN, watch.watched::askFailed));
    return watch;
  }

  /// Watches the key of this pass for one stream. A change that was announced in the seconds before, while
  /// the stream was being let in, is looked at too. A pass without a key is good as long as the stream.
  ///
  /// @param onRevoked is called once at most, on a thread that must not block
  /// @return ends the watch: afterwards nothing is called, but for a call that is under way
  public Disposable watch(Pass pass, Runnable onRevoked) {
    var key = pass.key();
    if (key == null) {
      return Disposables.disposed();
    }
    var ear = watched.add(pass.account(), key, onRevoked);
    ask();
    return () -> watched.remove(ear);
  }

  /// How many keys have open streams.
  public int size() {
    return watched.size();
  }

  @Override
  public void close() {
    turning.dispose();
  }

  private void hear(CreditChange change) {
    switch (change) {
      case CreditChange.Changed(var account, _) -> watched.ask(account);
      case CreditChange.Missed() -> watched.missed();
    }
    ask();
  }

  private Disposable every(Duration span, Runnable what) {
    return Flux.interval(span, timer).onBackpressureDrop().subscribe(_ -> {
      what.run();
      ask();
    });
  }

  /// Asks for what is due, unless that is under way; what becomes due meanwhile is asked for as well.
  private void ask() {
    if (watched.isIdle() || turning.isDisposed() || !asking.compareAndSet(false, true)) {
      return;
    }
    var _ = Flux.defer(() -> Flux.fromIterable(watched.due(AT_ONCE)))
        .flatMap(this::look, AT_ONCE)
        .then(Mono.delay(PAUSE, timer))
        .repeat(() -> !watched.isIdle() && !turning.isDisposed())
        .then()
        .subscribe(_ -> {}, KeyWatch::broken, this::asked);
  }

  private void asked() {
    asking.set(false);
    ask();
  }

  /// The timer has ended: so have we.
  private static void broken(Throwable why) {
    LOG.warn("keys of open streams are not looked at any more: {}", why.toString());
  }

  private Mono<Void> look(KeyId key) {
    return Mono.defer(() -> keys.find(key))
        .timeout(deadline)
        .map(found -> found.holds(clock.instant()))
        .defaultIfEmpty(false)
        .doOnNext(holds -> {
          if (!holds) {
            watched.revoked(key).forEach(KeyWatch::tell);
          }
        })
        .then()
        .onErrorResume(why -> {
          LOG.warn("key {} could not be looked up, its streams go on: {}", key, why.toString());
          watched.failed(key);
          return Mono.empty();
        });
  }

  private static void tell(Runnable onRevoked) {
    try {
      onRevoked.run();
    } catch (RuntimeException e) {
      LOG.warn("a stream could not be told that its key was revoked: {}", e.toString());
    }
  }
}
