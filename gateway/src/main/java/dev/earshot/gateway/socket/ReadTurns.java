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
final class ReadTurns implements LateReads.Waiting {
  /// A window in which nothing can wait.
  private static final long SHORTEST_MS = 5;

  private final EventExecutor loop;
  private final Ticker ticker;
  private final long windowMs;
  private final @Nullable Kernel kernel;
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
  private boolean watched;
  private Sample sample = new Sample(1, 1, 1);
  private java.util.concurrent.@Nullable Future<?> turn;

  /// Gathers what is small.
  ///
  /// @param lowWater is told how many bytes make it worth a read
  /// @param lateReads says when they are too long in coming
  record Kernel(IntConsumer lowWater, LateReads lateReads) {}

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
    var kernel = LowWater.of(ctx.channel())
        .map(mark -> new Kernel(mark::set, LateReads.of(ctx.executor())))
        .orElse(null);
    var turns = new ReadTurns(ctx.executor(), window, kernel, isWelcome, ctx::read);
    ctx.pipeline().addFirst("inflow", new Inflow(turns::bytes));
    return turns;
  }

  /// @param window of audio that may be gathered
  /// @param kernel null where it cannot be told to gather
  /// @param isWelcome whether the connection may be read
  /// @param read is run when it is to be read
  ReadTurns(EventExecutor loop, Duration window, @Nullable Kernel kernel,
      BooleanSupplier isWelcome, Runnable read) {
    this.loop = loop;
    this.ticker = loop.ticker();
    this.windowMs = window.toMillis();
    this.kernel = kernel;
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
    goesOn = gathers && (kernel == null || late);
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
    } else if (kernel != null) {
      mark(sample.bytesOf(windowMs - heardMs % windowMs));
      read.run();
      if (!watched) {
        watched = true;
        kernel.lateReads.watch(this);
      }
    } else if (turn == null) {
      readLater(readAt + leastNanos() - ticker.nanoTime());
    }
  }

  private void readLater(long nanos) {
    if (nanos > 0) {
      turn = loop.schedule(this::take, nanos, TimeUnit.NANOSECONDS);
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

  /// A window behind the last read, and a frame more: the first frame may come at once, and the last one just in
  /// time.
  @Override
  public long lateAt() {
    return gathers
        ? readAt + TimeUnit.MILLISECONDS.toNanos(windowMs) + sample.frameNanos()
        : Long.MAX_VALUE;
  }

  @Override
  public void watched(boolean isLate) {
    watched = false;
    if (isLate) {
      late = true;
      mark(1);
    }
  }

  /// By the clock: half a frame before a window is over, so that a frame more does not make two of it.
  private long leastNanos() {
    return TimeUnit.MILLISECONDS.toNanos(windowMs) - sample.frameNanos() / 2;
  }

  private void mark(int most) {
    if (kernel != null) {
      kernel.lowWater.accept(most);
    }
  }
}
