package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Notices which connections of an event loop wait too long for the rest of their window: one timer for all of
/// them, since thousands would wake the loop as often as their sound does.
///
/// On the event loop only.
final class LateReads {
  private static final long EVERY = Duration.ofMillis(10).toNanos();
  private static final FastThreadLocal<LateReads> HERE = new FastThreadLocal<>();

  private final EventExecutor loop;
  private final Queue<Entry> entries = new ArrayDeque<>();
  private @Nullable Future<?> timer;

  /// Who may wait too long.
  interface Waiting {
    /// From when on it does; `Long.MAX_VALUE` where it does not wait any more.
    long lateAt();

    /// It is watched no more: it is late, by 10 ms at most, or waits no more.
    void watched(boolean isLate);
  }

  private record Entry(Waiting waiting, long lookAt) {}

  LateReads(EventExecutor loop) {
    this.loop = loop;
  }

  /// Those of the loop that calls.
  static LateReads of(EventExecutor loop) {
    var here = HERE.get();
    if (here == null || !here.loop.equals(loop)) {
      here = new LateReads(loop);
      HERE.set(here);
    }
    return here;
  }

  /// Watches one that is not watched yet.
  void watch(Waiting waiting) {
    entries.add(new Entry(waiting, waiting.lateAt()));
    if (timer == null) {
      timer = loop.scheduleAtFixedRate(this::look, EVERY, EVERY, TimeUnit.NANOSECONDS);
    }
  }

  /// All of them wait about equally long, so those that were put in first are due first.
  private void look() {
    var now = loop.ticker().nanoTime();
    for (var next = entries.peek(); next != null && next.lookAt <= now; next = entries.peek()) {
      entries.remove();
      var lateAt = next.waiting.lateAt();
      if (lateAt > now && lateAt < Long.MAX_VALUE) {
        entries.add(new Entry(next.waiting, lateAt));
      } else {
        next.waiting.watched(lateAt <= now);
      }
    }
    if (entries.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
