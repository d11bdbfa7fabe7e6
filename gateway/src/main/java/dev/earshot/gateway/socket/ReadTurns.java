package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Decides when a connection is read next. A frame costs the kernel far more to hand over than the sound in it
/// is worth, so who sends small ones is read once in a window, and what has come by then goes on together;
/// meanwhile it waits in the kernel's buffer. Who sends frames of about a window is read as they come, and so
/// is who has more to say than a window holds.
///
/// Reads fall on slots that all connections of a loop share: it wakes once for all that are due. One comes a slot
/// before a window has passed, so that a frame more does not make two windows of it, and nothing waits longer.
/// On the event loop only.
final class ReadTurns {
  private static final long SLOT = Duration.ofMillis(5).toNanos();

  private final EventExecutor loop;
  private final Ticker ticker;
  private final long windowMs;
  private final long windowNanos;
  private final long first;
  private final BooleanSupplier isWelcome;
  private final Runnable read;
  private int frames;
  private long heardMs;
  private long readAt;
  private boolean gathers;
  private boolean hasMore;
  private java.util.concurrent.@Nullable Future<?> turn;

  /// @param window of audio that may be gathered
  /// @param isWelcome whether the connection may be read
  /// @param read is run when it is to be read
  ReadTurns(EventExecutor loop, Duration window, BooleanSupplier isWelcome, Runnable read) {
    this.loop = loop;
    this.ticker = loop.ticker();
    this.windowMs = window.toMillis();
    this.windowNanos = window.toNanos();
    this.isWelcome = isWelcome;
    this.read = read;
    this.first = ticker.nanoTime() / SLOT * SLOT;
  }

  /// A frame of sound came.
  void frame() {
    frames++;
  }

  /// All frames of one read were taken.
  ///
  /// @param toMs how much audio came since the stream began
  void complete(long toMs) {
    var cameMs = toMs - heardMs;
    if (frames > 0) {
      gathers = cameMs > 0 && cameMs * 2 < windowMs * frames;
      hasMore = cameMs >= 2 * windowMs;
    }
    frames = 0;
    heardMs = toMs;
    readAt = ticker.nanoTime();
  }

  /// Whether what came in one read goes on together, however little it is.
  boolean isGathering() {
    return gathers;
  }

  /// Reads now or in its turn, where that is welcome.
  void next() {
    if (turn != null || !isWelcome.getAsBoolean()) {
      return;
    }
    var now = ticker.nanoTime();
    var wait = gathers && !hasMore ? turnAfter(readAt) - now : 0;
    if (wait <= 0) {
      read.run();
    } else {
      turn = loop.schedule(this::take, wait, TimeUnit.NANOSECONDS);
    }
  }

  /// The next turn behind this moment. Each connection keeps its own: were it counted from the last read, a
  /// pause would bring all into one slot, and there they would stay.
  private long turnAfter(long nanos) {
    var every = windowNanos - SLOT;
    return every <= 0 ? nanos : first + ((nanos - first) / every + 1) * every;
  }

  /// From now on, whatever comes is read as it comes: it is no sound.
  void stop() {
    gathers = false;
    if (turn != null) {
      turn.cancel(false);
      turn = null;
    }
  }

  private void take() {
    turn = null;
    if (isWelcome.getAsBoolean()) {
      read.run();
    }
  }
}
