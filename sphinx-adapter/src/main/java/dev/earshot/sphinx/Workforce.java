package dev.earshot.sphinx;

import dev.earshot.core.recogniser.Peak;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The threads that decode, and how long work has waited for one of them: the lag that everybody feels.
/// What a client sends ahead of its time waits in its own leg and does not count.
final class Workforce implements Executor {
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final Executor threads;
  private final int size;
  private final LongSupplier nanoTime;
  private final Peak waited;

  /// @param threads that do the work
  /// @param size how many there are
  Workforce(Executor threads, int size, LongSupplier nanoTime) {
    this.threads = threads;
    this.size = size;
    this.nanoTime = nanoTime;
    this.waited = new Peak(REMEMBERED, nanoTime);
  }

  int size() {
    return size;
  }

  /// The longest wait of the last seconds.
  long mostWaitedMs() {
    return TimeUnit.NANOSECONDS.toMillis(waited.highest());
  }

  @Override
  public void execute(Runnable work) {
    var since = nanoTime.getAsLong();
    threads.execute(() -> {
      waited.observe(Math.max(0, nanoTime.getAsLong() - since));
      work.run();
    });
  }
}
