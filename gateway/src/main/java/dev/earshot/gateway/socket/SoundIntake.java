package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.gateway.audio.OpusFrames;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// The way in of one channel: frames become windows, and these wait within a bound until somebody asks
/// for them. A wire that goes quiet and a client that asks make a final of what was said so far.
///
/// The bound holds because the socket is read only when nothing waits: what one read can bring is
/// known, but for packets of Opus and frames of FLAC that nobody sends who speaks; they end the stream.
/// On the event loop only.
final class SoundIntake {
  /// What one read of the socket may bring beyond a frame that was begun before; one more is made when
  /// the client hangs up, whether it is welcome or not.
  private static final int READ_BYTES = 2 * 64 * 1024;
  /// As much as a read brings at 9 kbit/s: 4 MB of samples. Real devices send 16 kbit/s and more.
  private static final Duration MOST_PACKED = Duration.ofMinutes(2);
  /// Flushes that one read may bring; what is beyond them is one with the last.
  private static final int FLUSHES = 16;
  /// Windows and flushes that may wait where sound is decoded as there is room.
  private static final int DECODED = 128;

  private final WindowCutter cutter;
  private final AudioInlet inlet;
  private final QuietWire quiet;
  private final Runnable onOverflow;
  private int flushes;

  /// An open way in.
  ///
  /// @param onLoop runs at once when called from the event loop, later otherwise
  /// @param readMore is run when sound is wanted and none waits
  /// @param onOverflow is run when a sound was refused: more came at once than may wait
  /// @param isPaceKept whether the client is read as far as its pace is concerned
  SoundIntake(AudioFormat format, SocketLimits limits, EventExecutor loop, Executor onLoop,
      Runnable readMore, Runnable onOverflow, BooleanSupplier isPaceKept) {
    this(cutter(format, limits), capacity(format, limits), limits, loop, onLoop, readMore,
        onOverflow, isPaceKept);
  }

  private SoundIntake(WindowCutter cutter, int capacity, SocketLimits limits, EventExecutor loop,
      Executor onLoop, Runnable readMore, Runnable onOverflow, BooleanSupplier isPaceKept) {
    this.cutter = cutter;
    this.quiet = new QuietWire(loop, limits.quietWire(),
        () -> isOpen() && isPaceKept.getAsBoolean(), () -> sayNow(false));
    this.inlet = new AudioInlet(onLoop, () -> {
      quiet.listening();
      readMore.run();
    }, capacity);
    this.onOverflow = onOverflow;
  }

  /// A way in that hears samples which are decoded elsewhere, as far as it [has room][#hasRoom].
  ///
  /// @param packets decoders of the packets that [begin][#began]; null where there are none
  static SoundIntake ofSamples(AudioFormat format, @Nullable FrameDecoders packets,
      SocketLimits limits, EventExecutor loop, Executor onLoop, Runnable readMore,
      Runnable onOverflow, BooleanSupplier isPaceKept) {
    return new SoundIntake(WindowCutter.ofSamples(format, limits.window(), packets), DECODED,
        limits, loop, onLoop, readMore, onOverflow, isPaceKept);
  }

  /// What came in. Subscribers and bound: see [AudioInlet].
  Flux<Sound> sound() {
    return inlet;
  }

  /// Whether a read of the channel is welcome.
  boolean isOpen() {
    return inlet.wantsMore();
  }

  /// The client is read again after a time in which it was not.
  void listening() {
    quiet.listening();
  }

  /// How much audio came since the stream began.
  long capturedMs() {
    return cutter.format().millisOf(cutter.captured());
  }

  /// Takes a frame.
  ///
  /// @return whether it was understood; where it was not, something like it was put in its place
  boolean take(ByteBuffer frame) {
    var understood = cutter.take(frame, this::offer);
    quiet.soundCame();
    return understood;
  }

  /// The samples that are heard next are this packet's, where it was understood.
  ///
  /// @param packet from its first byte on, wherever its position is
  void began(ByteBuffer packet, boolean understood) {
    cutter.began(packet, 0, understood ? packet.limit() : 0);
  }

  /// Takes samples that were decoded elsewhere.
  void hear(short[] samples, int count) {
    cutter.hear(samples, count, this::offer);
    quiet.soundCame();
  }

  /// Whether a few more windows may come.
  boolean hasRoom() {
    return inlet.hasRoom();
  }

  /// The client asks for its words; it is answered even where it has not said any.
  void flush() {
    flushes++;
    if (flushes <= FLUSHES) {
      sayNow(true);
    }
  }

  /// All frames of one read were taken.
  ///
  /// @param goesOn whether what they hold goes on together, however little it is
  void readComplete(boolean goesOn) {
    if (goesOn) {
      cutter.cutShort(this::offer);
    }
    if (flushes > FLUSHES) {
      sayNow(true);
    }
    flushes = 0;
  }

  /// No more comes in. What was gathered is still heard.
  void end() {
    quiet.stop();
    var last = cutter.end();
    if (last != null) {
      offer(last);
    }
    inlet.complete();
  }

  /// What was gathered goes on now, and what it says is made final.
  private void sayNow(boolean asked) {
    cutter.cutShort(this::offer);
    offer(new Sound.Flush(asked));
  }

  private void offer(Sound sound) {
    if (!inlet.offer(sound)) {
      onOverflow.run();
    }
  }

  private static WindowCutter cutter(AudioFormat format, SocketLimits limits) {
    var codec = format.codec();
    if (!codec.isOpus()) {
      return new WindowCutter(format, limits.window());
    }
    FrameDecoders decoders = () -> new OpusFrames(codec);
    return limits.packed()
        ? WindowCutter.packed(format, decoders, limits.window())
        : WindowCutter.ofPackets(format, decoders, limits.window());
  }

  /// What one read can bring: a sample takes four bytes, two, or one. A packet of Opus says in nine bytes
  /// of the wire what lasts 120 ms, and a frame of FLAC in twelve what lasts seconds, so theirs is a
  /// bound of time.
  private static int capacity(AudioFormat format, SocketLimits limits) {
    var bytes = limits.frameBytes() + READ_BYTES;
    var window = limits.window().toMillis();
    var windows = switch (format.codec()) {
      case PCM16 -> bytes / (format.samplesIn(window) * 2);
      case FLOAT32 -> bytes / (format.samplesIn(window) * 4);
      case PCM8, MULAW, ALAW -> bytes / format.samplesIn(window);
      case OPUS, OPUS_FS320, FLAC, OGG_OPUS, WEBM_OPUS -> MOST_PACKED.toMillis() / window;
    };
    var behindThem = 2 * (FLUSHES + 2); // each flush cuts a window short; then the wire's, the end's
    return Math.toIntExact(windows) + behindThem;
  }
}
