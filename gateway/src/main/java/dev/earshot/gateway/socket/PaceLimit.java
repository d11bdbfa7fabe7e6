package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Slows a client that sends sound faster than it may: while it is ahead, its socket is not read.
///
/// It has a credit that grows with time up to [Pace#ahead] and is spent by sound, so an hour of silence
/// does not pay for an hour at once. On the event loop only.
final class PaceLimit {
  private static final double NANOS_PER_MS = Duration.ofMillis(1).toNanos();

  private final Pace pace;
  private final EventExecutor loop;
  private final Ticker ticker;
  private final Runnable onOpen;
  private double aheadMs;
  private long heardMs;
  private long lookedAt;
  private java.util.concurrent.@Nullable Future<?> alarm;

  /// @param onOpen runs when a client that was too far ahead is so no more
  PaceLimit(Pace pace, EventExecutor loop, Runnable onOpen) {
    this.pace = pace;
    this.loop = loop;
    this.ticker = loop.ticker();
    this.onOpen = onOpen;
    this.lookedAt = ticker.nanoTime();
  }

  /// So much audio has come since the stream began.
  void heard(long ms) {
    look();
    aheadMs += Math.max(0, ms - heardMs);
    heardMs = Math.max(heardMs, ms);
    if (alarm == null) {
      waitWhileAhead();
    }
  }

  /// Whether more is welcome.
  boolean isOpen() {
    return alarm == null;
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  private void look() {
    var now = ticker.nanoTime();
    aheadMs = Math.max(0, aheadMs - (now - lookedAt) / NANOS_PER_MS * pace.most());
    lookedAt = now;
  }

  private void waitWhileAhead() {
    var tooMuch = aheadMs - pace.ahead().toMillis();
    if (tooMuch > 0) {
      var nanos = (long) Math.ceil(tooMuch / pace.most() * NANOS_PER_MS);
      alarm = loop.schedule(this::lookAgain, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void lookAgain() {
    alarm = null;
    look();
    waitWhileAhead();
    if (alarm == null) {
      onOpen.run();
    }
  }
}
