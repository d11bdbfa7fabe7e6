package dev.earshot.redis;

import dev.earshot.core.signal.CreditChange;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/// One subscriber to the news. What it does not take in time is replaced by one
/// [CreditChange.Missed], which stands before everything that comes later.
final class Listener {
  private static final int WAITING = 256;

  private final FluxSink<CreditChange> sink;
  private final Queue<CreditChange> waiting = new ArrayDeque<>();
  private final AtomicInteger drains = new AtomicInteger();

  Listener(FluxSink<CreditChange> sink) {
    this.sink = sink;
  }

  void tell(CreditChange change) {
    synchronized (waiting) {
      if (change instanceof CreditChange.Missed) {
        waiting.clear();
      }
      if (waiting.size() >= WAITING) {
        waiting.clear();
        waiting.add(new CreditChange.Missed());
      }
      waiting.add(change);
    }
    drain();
  }

  /// Gives as much as is asked for; one thread's work at a time.
  void drain() {
    if (drains.getAndIncrement() > 0) {
      return;
    }
    var rounds = 1;
    while (rounds > 0) {
      give();
      rounds = drains.addAndGet(-rounds);
    }
  }

  private void give() {
    while (sink.requestedFromDownstream() > 0) {
      var next = take();
      if (next == null) {
        return;
      }
      sink.next(next);
    }
  }

  private @Nullable CreditChange take() {
    synchronized (waiting) {
      return waiting.poll();
    }
  }
}
