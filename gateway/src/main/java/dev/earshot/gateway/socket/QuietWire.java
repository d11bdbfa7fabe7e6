package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Notices that the sound has stopped coming: a device that is muted sends nothing, and its last words
/// must not wait for the next ones. While we do not listen, nobody can tell whether the wire is quiet.
///
/// One timer for each stretch of sound, none for each frame. On the event loop only.
final class QuietWire {
  private final EventExecutor loop;
  private final Ticker ticker;
  private final long limitNanos;
  private final BooleanSupplier isListening;
  private final Runnable onQuiet;
  private long quietSince;
  private java.util.concurrent.@Nullable Future<?> alarm;

  /// @param isListening whether sound would be noticed now
  /// @param onQuiet runs once when no sound came for `limit`, and again only after new sound
  QuietWire(EventExecutor loop, Duration limit, BooleanSupplier isListening, Runnable onQuiet) {
    this.loop = loop;
    this.ticker = loop.ticker();
    this.limitNanos = limit.toNanos();
    this.isListening = isListening;
    this.onQuiet = onQuiet;
  }

  void soundCame() {
    quietSince = ticker.nanoTime();
    if (alarm == null) {
      alarm = loop.schedule(this::look, limitNanos, TimeUnit.NANOSECONDS);
    }
  }

  /// What the client has to say is read from now on: only now can it be silent.
  void listening() {
    quietSince = ticker.nanoTime();
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  private void look() {
    var quiet = isListening.getAsBoolean() ? ticker.nanoTime() - quietSince : 0;
    if (quiet < limitNanos) {
      alarm = loop.schedule(this::look, limitNanos - quiet, TimeUnit.NANOSECONDS);
    } else {
      alarm = null;
      onQuiet.run();
    }
  }
}
