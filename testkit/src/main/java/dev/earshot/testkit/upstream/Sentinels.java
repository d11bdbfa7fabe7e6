package dev.earshot.testkit.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sound that says of itself which second of its stream it is: every sample of second `k` has the value
/// `k + 1`. Whoever hears it, on whichever leg, can say `w<k>`; zero is silence.
public final class Sentinels {
  private static final int WINDOWS_PER_SECOND = 10;

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

  private static Window window(long number, int value) {
    var length = Sound.RATE_HZ / WINDOWS_PER_SECOND;
    var pcm = new short[length];
    Arrays.fill(pcm, (short) value);
    return new Window(number * length, (number + 1) * length, pcm);
  }
}
