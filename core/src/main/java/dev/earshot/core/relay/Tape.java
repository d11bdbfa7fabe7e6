package dev.earshot.core.relay;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/// The sound of a stream since its last final, kept to be heard once more by the next recogniser. Bounded in
/// time and in memory: the oldest falls out.
///
/// Times are the capture clock's, in samples. Not safe for use by several threads.
final class Tape {
  private final Deque<Window> windows = new ArrayDeque<>();
  private final long mostSamples;
  private final long mostBytes;
  private long bytes;
  private long to;
  private long lostTo;

  /// An empty tape.
  ///
  /// @param format whose rate is the capture clock's
  /// @param most how much sound it keeps
  /// @param mostBytes how much memory that may take
  Tape(AudioFormat format, Duration most, int mostBytes) {
    this.mostSamples = format.samplesIn(most.toMillis());
    this.mostBytes = mostBytes;
  }

  /// Keeps a window, which does not begin before the last one ended.
  void record(Window window) {
    windows.add(window);
    bytes += Windows.bytes(window);
    to = window.toSample();
    while (!windows.isEmpty() && (bytes > mostBytes || to - fromSample() > mostSamples)) {
      lostTo = windows.getFirst().toSample();
      drop();
    }
  }

  /// All before this sample is final.
  void forgetTo(long sample) {
    while (!windows.isEmpty() && windows.getFirst().toSample() <= sample) {
      drop();
    }
  }

  /// The earliest sample that can be heard again; where nothing is kept, the end.
  long fromSample() {
    return windows.isEmpty() ? to : windows.getFirst().fromSample();
  }

  /// Behind the last sample that fell out although it was not final; 0 where none did.
  long lostTo() {
    return lostTo;
  }

  /// Behind the last sample that was recorded.
  long toSample() {
    return to;
  }

  /// How much memory the kept sound takes.
  long bytes() {
    return bytes;
  }

  /// What is kept from this sample on, as it is now: what is recorded or forgotten later changes nothing.
  Iterator<Window> again(long fromSample) {
    var rest = new ArrayList<Window>(windows.size());
    for (var window : windows) {
      if (window.toSample() > fromSample) {
        rest.add(Windows.from(window, fromSample));
      }
    }
    return rest.iterator();
  }

  private void drop() {
    bytes -= Windows.bytes(windows.removeFirst());
  }

  /// What a tape does with windows.
  private static final class Windows {
    private static final int OBJECTS = 64; // a window, its array's head, its place in the queue

    private static long bytes(Window window) {
      return 2L * window.pcm().length + OBJECTS;
    }

    private static Window from(Window window, long sample) {
      if (window.fromSample() >= sample) {
        return window;
      }
      var pcm = window.pcm();
      var skipped = (int) ((sample - window.fromSample()) * pcm.length / window.captured());
      return new Window(sample, window.toSample(), Arrays.copyOfRange(pcm, skipped, pcm.length));
    }
  }
}
