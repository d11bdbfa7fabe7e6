package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Notices that the sound has stopped coming: a device that is muted sends nothing, and its last words
/// must not wait for the next ones.
///
/// One timer for each stretch of sound, none for each frame. On the event loop only.
final class QuietWire {
  private final EventExecutor loop;
  private final Ticker ticker;
  private final long limitNanos;
  private final Runnable onQuiet;
  private long lastSound;
  private java.util.concurrent.@Nullable Future<?> alarm;

  /// @param onQuiet runs once when no sound came for `limit`, and again only after new sound
  QuietWire(EventExecutor loop, Ticker ticker, Duration limit, Runnable onQuiet) {
    this.loop = loop;
    this.ticker = ticker;
    this.limitNanos = limit.toNanos();
    this.onQuiet = onQuiet;
  }

  void soundCame() {
    lastSound = ticker.nanoTime();
    if (alarm == null) {
      alarm = loop.schedule(this::look, limitNanos, TimeUnit.NANOSECONDS);
    }
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  private void look() {
    var quiet = ticker.nanoTime() - lastSound;
    if (quiet < limitNanos) {
      alarm = loop.schedule(this::look, limitNanos - quiet, TimeUnit.NANOSECONDS);
    } else {
      alarm = null;
      onQuiet.run();
    }
  }
}
