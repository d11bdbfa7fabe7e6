package dev.earshot.gateway.socket;

import dev.earshot.gateway.loop.LowWater;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Decides when a connection is read next. A frame costs the kernel far more to hand over than the sound in it
/// is worth, so who sends small ones is read once in a window: when the rest of the window is there, or when
/// it should have been, and a frame more. Until then it waits in the kernel's buffer. Who sends frames of about
/// a window is read as they come, and so is who has more to say than a window holds.
///
/// The kernel is told how many bytes the rest will have, by those of the last read ([LowWater]). Where it
/// cannot be told, there is a time for each read.
///
/// On the event loop only.
final class ReadTurns {
  /// A window in which nothing can wait.
  private static final long SHORTEST_MS = 5;

  private final EventExecutor loop;
  private final Ticker ticker;
  private final long windowMs;
  private final @Nullable IntConsumer lowWater;
  private final BooleanSupplier isWelcome;
  private final Runnable read;
  private int bytes;
  private int frames;
  private long heardMs;
  private long readAt;
  private boolean gathers;
  private boolean hasMore;
  private boolean goesOn;
  private boolean late;
  private Sample sample = new Sample(1, 1, 1);
  private java.util.concurrent.@Nullable Future<?> turn;

  /// A read that brought sound.
  private record Sample(int bytes, int frames, long ms) {
    /// Where the kernel's mark is best for so much more sound: half a frame before its end, since frames of
    /// one codec are not all of one length.
    int bytesOf(long wantedMs) {
      var wanted = Math.ceilDiv(wantedMs * frames, ms);
      return Math.toIntExact(Math.max(1, (wanted * 2 - 1) * bytes / (2L * frames)));
    }

    long frameNanos() {
      return TimeUnit.MILLISECONDS.toNanos(ms) / frames;
    }
  }

  /// Turns of a connection.
  ///
  /// @param window of audio that may be gathered
  /// @param isWelcome whether the connection may be read
  static ReadTurns of(ChannelHandlerContext ctx, Duration window, BooleanSupplier isWelcome) {
    var mark = LowWater.of(ctx.channel()).<IntConsumer>map(own -> own::set).orElse(null);
    var turns = new ReadTurns(ctx.executor(), window, mark, isWelcome, ctx::read);
    ctx.pipeline().addFirst("inflow", new Inflow(turns::bytes));
    return turns;
  }

  /// @param window of audio that may be gathered
  /// @param lowWater tells the kernel how many bytes make it worth a read; null where that cannot be told
  /// @param isWelcome whether the connection may be read
  /// @param read is run when it is to be read
  ReadTurns(EventExecutor loop, Duration window, @Nullable IntConsumer lowWater,
      BooleanSupplier isWelcome, Runnable read) {
    this.loop = loop;
    this.ticker = loop.ticker();
    this.windowMs = window.toMillis();
    this.lowWater = lowWater;
    this.isWelcome = isWelcome;
    this.read = read;
  }

  /// So many bytes came.
  void bytes(int count) {
    bytes += count;
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
      gathers = windowMs > SHORTEST_MS && cameMs > 0 && cameMs * 2 < windowMs * frames;
      hasMore = cameMs >= 2 * windowMs;
      sample = gathers ? new Sample(bytes, frames, cameMs) : sample;
    }
    goesOn = gathers && (lowWater == null || late);
    late = false;
    bytes = 0;
    frames = 0;
    heardMs = toMs;
    readAt = ticker.nanoTime();
  }

  /// Whether what came goes on, however little it is: the rest of its window is late.
  boolean goesOn() {
    return goesOn;
  }

  /// Reads now or in its turn, where that is welcome.
  void next() {
    if (!isWelcome.getAsBoolean()) {
      return;
    }
    if (!gathers || hasMore) {
      mark(1);
      read.run();
    } else if (lowWater != null) {
      mark(sample.bytesOf(windowMs - heardMs % windowMs));
      read.run();
      if (turn == null) {
        schedule(this::look, mostNanos());
      }
    } else if (turn == null) {
      readLater(readAt + leastNanos() - ticker.nanoTime());
    }
  }

  private void readLater(long nanos) {
    if (nanos > 0) {
      schedule(this::take, nanos);
    } else {
      read.run();
    }
  }

  /// From now on, whatever comes is read as it comes: it is no sound.
  void stop() {
    gathers = false;
    mark(1);
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

  /// What has waited for the rest of its window as long as it may waits no more. One look for many reads: it
  /// comes again where there was one meanwhile.
  private void look() {
    turn = null;
    var left = readAt + mostNanos() - ticker.nanoTime();
    if (left > 0) {
      schedule(this::look, left);
    } else {
      late = true;
      mark(1);
    }
  }

  /// From one read to the next: the first frame may come at once, and the last one just in time.
  private long mostNanos() {
    return TimeUnit.MILLISECONDS.toNanos(windowMs) + sample.frameNanos();
  }

  /// By the clock: half a frame before a window is over, so that a frame more does not make two of it.
  private long leastNanos() {
    return TimeUnit.MILLISECONDS.toNanos(windowMs) - sample.frameNanos() / 2;
  }

  private void schedule(Runnable task, long nanos) {
    turn = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private void mark(int most) {
    if (lowWater != null) {
      lowWater.accept(most);
    }
  }
}
