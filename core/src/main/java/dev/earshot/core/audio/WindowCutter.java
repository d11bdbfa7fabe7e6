package dev.earshot.core.audio;

import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns the frames of one stream into windows on its capture clock: what arrived in small frames travels on in
/// larger steps, because every step costs far more than the samples in it. A window ends at the next multiple of
/// its length, so one that was cut short moves none of those behind it.
///
/// Not safe for use by several threads; the caller's thread gets the windows before `take` returns.
public final class WindowCutter {
  private final AudioFormat format;
  private final FrameDecoder decoder;
  private final Resampler resampler;
  private final short[] gathered;
  private final int full;
  private final @Nullable PacketLog log;
  private final @Nullable PacketCount packed;
  private int count;
  private long cutUpTo;

  /// Cuts raw samples.
  ///
  /// @param length of a window, 1 ms or more
  public WindowCutter(AudioFormat format, Duration length) {
    this(format, FrameDecoder.pcm(format.codec()), length);
  }

  /// Cuts samples that are only [heard][#hear]: those of a [SoundDecoder].
  ///
  /// @param length of a window, 1 ms or more
  public static WindowCutter ofSamples(AudioFormat format, Duration length) {
    return ofSamples(format, length, null);
  }

  /// Cuts samples that are only [heard][#hear], and notes the packets that [began][#began].
  ///
  /// @param length of a window, 1 ms or more
  /// @param packets decoders of those, to 16 kHz; null where there are none
  public static WindowCutter ofSamples(AudioFormat format, Duration length,
      @Nullable FrameDecoders packets) {
    return new WindowCutter(format, new NoFrames(format.codec()), length, packets);
  }

  /// Cuts what packets give; windows carry these.
  ///
  /// @param packets their decoders, to 16 kHz
  /// @param length of a window, 1 ms or more
  public static WindowCutter ofPackets(AudioFormat format, FrameDecoders packets,
      Duration length) {
    return new WindowCutter(format, packets.fresh(), length, packets);
  }

  /// Counts what packets of Opus say that they give, and decodes none: windows [are packed][Window#isPacked].
  ///
  /// @param format whose codec [is of packets][AudioFormat.Codec#isPackets]
  /// @param packets their decoders, to 16 kHz
  /// @param length of a window, 1 ms or more
  public static WindowCutter packed(AudioFormat format, FrameDecoders packets, Duration length) {
    return new WindowCutter(format, new PacketCount(format.codec()), length, packets);
  }

  /// Cuts what this decoder gives.
  ///
  /// @param length of a window, 1 ms or more
  public WindowCutter(AudioFormat format, FrameDecoder decoder, Duration length) {
    this(format, decoder, length, null);
  }

  private WindowCutter(AudioFormat format, FrameDecoder decoder, Duration length,
      @Nullable FrameDecoders packets) {
    if (length.toMillis() < 1) {
      throw new IllegalArgumentException("length: " + length + " (expected: >= 1 ms)");
    }
    this.format = format;
    this.decoder = decoder;
    this.resampler = Resampler.from(format.captureRateHz());
    this.full = Math.toIntExact(format.samplesIn(length.toMillis()));
    this.packed = decoder instanceof PacketCount counter ? counter : null;
    this.gathered = new short[packed == null ? full : 0];
    this.log = packets == null
        ? null
        : new PacketLog(packets, packed == null ? full * Short.BYTES : Integer.MAX_VALUE);
  }

  public AudioFormat format() {
    return format;
  }

  /// Capture clock behind the last sample taken, whether it was cut into a window yet or not.
  public long captured() {
    return cutUpTo + count;
  }

  /// Reads the whole frame and hands on each window it fills.
  ///
  /// @return whether it was understood; where it was not, concealing sound takes its place
  public boolean take(ByteBuffer frame, Consumer<? super Window> windows) {
    var at = frame.position();
    var length = frame.remaining();
    var understood = decoder.take(frame);
    if (log != null && packed != null && !understood) {
      log.lost(packed.concealed(), count);
    } else {
      began(frame, at, understood ? length : 0);
    }
    for (var read = fill(); read > 0; read = fill()) {
      if (count == room()) {
        windows.accept(cut());
      }
    }
    return understood;
  }

  /// Notes that the next samples to be heard are this packet's.
  ///
  /// @param packet what holds it; its position does not matter, and stays
  /// @param at where in there it begins
  /// @param length in bytes; 0 where it was not understood
  public void began(ByteBuffer packet, int at, int length) {
    if (log != null) {
      log.began(packet, at, length, count);
    }
  }

  /// Gathers samples that were decoded elsewhere, and hands on each window they fill.
  ///
  /// @param samples in the format's capture rate
  /// @param count how many of them are meant, from the first on
  public void hear(short[] samples, int count, Consumer<? super Window> windows) {
    for (var at = 0; at < count;) {
      var fitting = Math.min(count - at, room() - this.count);
      System.arraycopy(samples, at, gathered, this.count, fitting);
      this.count += fitting;
      at += fitting;
      if (this.count == room()) {
        windows.accept(cut());
      }
    }
  }

  /// Hands on what was gathered since the last full window, if anything.
  public void cutShort(Consumer<? super Window> windows) {
    if (count > 0) {
      windows.accept(cut());
    }
  }

  /// The last window: what was gathered and what the resampler still holds, or null when neither has
  /// any. Nothing may be taken afterwards.
  public @Nullable Window end() {
    if (captured() == 0) {
      return null;
    }
    var last = cut();
    var held = resampler.drain();
    if (held.length == 0) {
      return last.captured() == 0 ? null : last;
    }
    var pcm = Arrays.copyOf(last.pcm(), last.pcm().length + held.length);
    System.arraycopy(held, 0, pcm, last.pcm().length, held.length);
    return new Window(last.fromSample(), last.toSample(), pcm);
  }

  /// How many samples there are until the window ends.
  private int room() {
    return full - (int) (cutUpTo % full);
  }

  private int fill() {
    var read = decoder.read(gathered, count, room() - count);
    count += read;
    return read;
  }

  private Window cut() {
    var packets = log == null ? null : log.cut(count);
    var window = packed != null && packets != null
        ? Window.packed(cutUpTo, cutUpTo + count, packets)
        : new Window(cutUpTo, cutUpTo + count, resampler.resample(gathered, count), packets);
    cutUpTo += count;
    count = 0;
    return window;
  }
}
