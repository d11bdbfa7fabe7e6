package dev.earshot.testkit.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sound that says of itself which second of its stream it is: every sample of second `k` has the value
/// `k + 1`. Whoever hears it, on whichever leg, can say `w<k>`; zero is silence.
public final class Sentinels {
  private static final int WINDOWS_PER_SECOND = 10;
  private static final int PACKETS_PER_SECOND = 50;
  private static final int SPOKEN_SAMPLES = Sound.RATE_HZ * 6 / 10;
  private static final int WAVE_SAMPLES = 40; // 200 Hz
  private static final int LOUD = 8;

  private Sentinels() {}

  /// The first seconds of a stream, in windows of 100 ms on a clock of 16 kHz.
  public static List<Sound> seconds(int count) {
    return seconds(0, count);
  }

  /// The seconds from here to there.
  public static List<Sound> seconds(int from, int to) {
    var windows = new ArrayList<Sound>();
    for (var i = from * WINDOWS_PER_SECOND; i < to * WINDOWS_PER_SECOND; i++) {
      windows.add(window(i, i / WINDOWS_PER_SECOND + 1));
    }
    return windows;
  }

  /// Seconds of which nobody says anything.
  public static List<Sound> silence(int from, int to) {
    var windows = new ArrayList<Sound>();
    for (var i = from * WINDOWS_PER_SECOND; i < to * WINDOWS_PER_SECOND; i++) {
      windows.add(window(i, 0));
    }
    return windows;
  }

  /// What is said in these seconds.
  public static List<String> words(int from, int to) {
    var words = new ArrayList<String>();
    for (var i = from; i < to; i++) {
      words.add("w" + i);
    }
    return words;
  }

  /// The first seconds of a stream as a device sends them, 16 bits and little endian: each says its word
  /// loudly for six tenths of it, and is silent then.
  public static byte[] spoken(int seconds) {
    var pcm = ByteBuffer.allocate(seconds * Sound.RATE_HZ * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < seconds * Sound.RATE_HZ; i++) {
      var second = i / Sound.RATE_HZ;
      var isSaid = i % Sound.RATE_HZ < SPOKEN_SAMPLES;
      var wave = (i / WAVE_SAMPLES % 2 == 0 ? LOUD : -LOUD) * (SentinelEar.LOW_BITS + 1);
      pcm.putShort((short) (isSaid ? wave + second + 1 : 0));
    }
    return pcm.array();
  }

  /// The first seconds of a stream as packets of Opus, 20 ms each, which an [OpusEar] understands.
  public static List<byte[]> packets(int seconds) {
    var packets = new ArrayList<byte[]>();
    for (var i = 0; i < seconds * PACKETS_PER_SECOND; i++) {
      packets.add(OpusEar.sentinel(i / PACKETS_PER_SECOND, i));
    }
    return packets;
  }

  private static Window window(long number, int value) {
    var length = Sound.RATE_HZ / WINDOWS_PER_SECOND;
    var pcm = new short[length];
    Arrays.fill(pcm, (short) value);
    return new Window(number * length, (number + 1) * length, pcm);
  }
}
