package dev.earshot.core.stream;

import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// The mark at which a stream's sound is no longer recognised. Any thread may look at any time, which
/// costs one read.
final class CreditGate {
  private final Sinks.Many<Long> marks = Sinks.many().replay().latest();
  private volatile long stopAtMs = Long.MAX_VALUE;
  private volatile long reservedToMs = Long.MAX_VALUE;

  /// Whether a window that begins at this much billed audio may be recognised.
  boolean isOpen(long billedMs) {
    return billedMs < stopAtMs && billedMs < reservedToMs;
  }

  /// Completes as soon as the gate is open for somebody at this mark.
  Mono<Void> opened(LongSupplier billedMs) {
    return Flux.defer(marks::asFlux).filter(_ -> isOpen(billedMs.getAsLong())).next().then();
  }

  /// What is left ends here.
  void stopAt(long ms) {
    stopAtMs = ms;
    moved();
  }

  /// What is reserved ends here.
  void reservedTo(long ms) {
    if (reservedToMs != ms) {
      reservedToMs = ms;
      moved();
    }
  }

  private synchronized void moved() {
    var _ = marks.tryEmitNext(Math.min(stopAtMs, reservedToMs)); // a replay sink keeps the latest one
  }
}
