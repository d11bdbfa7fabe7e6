package dev.earshot.gateway.ops;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// How late the event loops are: each has a task every 100 ms, and whoever holds a loop up makes it late.
///
/// A loop that is late once has met a pause of the machine, or loads its first classes; one that is late
/// again and again has too much to do. So the least of its last three lags is what it is late.
public final class LoopLag {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int LOOKS = 3;

  private final Ticker ticker;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  LoopLag(Ticker ticker) {
    this.ticker = ticker;
  }

  /// By the clock of this machine.
  public static LoopLag ofSystem() {
    return new LoopLag(Ticker.systemTicker());
  }

  /// Watches all loops of a group, until they are shut down.
  public void watch(EventExecutorGroup group) {
    for (var executor : group) {
      var loop = new Loop();
      loops.add(loop);
      watch(executor, loop, ticker.nanoTime() + EVERY.toNanos());
    }
  }

  /// Of the loop that is latest.
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(loops.stream().mapToLong(Loop::lag).max().orElse(0));
  }

  private void watch(EventExecutor executor, Loop loop, long due) {
    executor.schedule(() -> {
      var now = ticker.nanoTime();
      loop.observe(Math.max(0, now - due));
      if (!executor.isShuttingDown()) {
        watch(executor, loop, now + EVERY.toNanos());
      }
    }, due - ticker.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// What one loop's last looks have found.
  private static final class Loop {
    private final long[] lags = new long[LOOKS];
    private int next;

    private synchronized void observe(long lag) {
      lags[next] = lag;
      next = (next + 1) % LOOKS;
    }

    private synchronized long lag() {
      return Arrays.stream(lags).min().orElse(0);
    }
  }
}
