package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// The signals of a gateway that is alone: they live as long as its process and are pushed within it.
///
/// Safe for use by several threads.
public final class InProcessSignals implements ChangeSignals {
  private static final int WAITING = 256;

  private final Map<AccountId, Signal> raised = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final Sinks.Many<CreditChange> news = Sinks.many().multicast().directBestEffort();

  @Override
  public Mono<Signal> read(AccountId account) {
    return Mono.fromSupplier(() -> raised.getOrDefault(account, Signal.absent()));
  }

  @Override
  public Mono<Signal.Raised> raise(AccountId account) {
    return Mono.fromSupplier(() -> {
      var signal = new Signal.Raised("change-" + last.incrementAndGet());
      raised.put(account, signal);
      push(new CreditChange.Changed(account, signal));
      return signal;
    });
  }

  @Override
  public Flux<CreditChange> changes() {
    return Flux.defer(() -> {
      var overrun = new AtomicBoolean();
      return Flux.defer(() -> overrun.getAndSet(true) ? missedAndWaiting() : waiting()).retry();
    });
  }

  /// Fails when more waits than fits.
  private Flux<CreditChange> waiting() {
    return news.asFlux().onBackpressureBuffer(WAITING);
  }

  /// The news is listened to before the miss is told: whoever then looks at every signal has seen what
  /// came before, and hears of what comes after.
  private Flux<CreditChange> missedAndWaiting() {
    return Flux.merge(waiting(), Flux.just(new CreditChange.Missed()));
  }

  /// Emitting is one thread's work at a time; with nobody to hear it, news is not news.
  private synchronized void push(CreditChange change) {
    var _ = news.tryEmitNext(change);
  }
}
