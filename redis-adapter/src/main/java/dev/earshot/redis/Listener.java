package dev.earshot.redis;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/// One subscriber to the news. What it does not take in time is replaced by one piece of news that
/// something was missed, which stands before everything that comes later.
final class Listener<T> {
  private static final int WAITING = 256;

  private final FluxSink<T> sink;
  private final Queue<T> waiting = new ArrayDeque<>();
  private final T missed;
  private final AtomicInteger drains = new AtomicInteger();

  /// @param missed tells that something was missed
  Listener(FluxSink<T> sink, T missed) {
    this.sink = sink;
    this.missed = missed;
  }

  void tell(T change) {
    synchronized (waiting) {
      if (change.equals(missed)) {
        waiting.clear();
      }
      if (waiting.size() >= WAITING) {
        waiting.clear();
        waiting.add(missed);
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

  private @Nullable T take() {
    synchronized (waiting) {
      return waiting.poll();
    }
  }
}
