package dev.earshot.gateway.ops;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How late the event loops are: each has a task every 100 ms, and whoever holds a loop up makes it late.
public final class LoopLag {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration OVER = Duration.ofSeconds(5);

  private final Ticker ticker;
  private final Peak peak;

  LoopLag(Ticker ticker) {
    this.ticker = ticker;
    this.peak = new Peak(OVER, ticker);
  }

  /// By the clock of this machine.
  public static LoopLag ofSystem() {
    return new LoopLag(Ticker.systemTicker());
  }

  /// Watches all loops of a group, until they are shut down.
  public void watch(EventExecutorGroup loops) {
    for (var loop : loops) {
      watch(loop, ticker.nanoTime() + EVERY.toNanos());
    }
  }

  /// The worst of the last seconds.
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(peak.highest());
  }

  private void watch(EventExecutor loop, long due) {
    loop.schedule(() -> {
      var now = ticker.nanoTime();
      peak.observe(Math.max(0, now - due));
      if (!loop.isShuttingDown()) {
        watch(loop, now + EVERY.toNanos());
      }
    }, due - ticker.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
