package dev.earshot.core.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets things happen one after the other, in the order in which they came, on the thread of whoever came
/// while nobody was there. Nobody waits. Bounded by those who come: each has one thing under way.
final class Turns {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger work = new AtomicInteger();

  void take(Runnable turn) {
    waiting.add(turn);
    if (work.getAndIncrement() != 0) {
      return;
    }
    do {
      var next = waiting.poll();
      if (next != null) {
        next.run();
      }
    } while (work.decrementAndGet() != 0);
  }
}
