package dev.earshot.core.gate;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.voice.VoiceDetector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;

/// Lets through what somebody says, and a little before and behind it. When the door closes the recogniser
/// is asked for its words, so that nothing stands open while nobody speaks. Not safe for use by several
/// threads.
final class Doorman {
  private static final int MILLIS = 1_000;

  private final AudioFormat format;
  private final VoiceDetector detector;
  private final GateTimes times;
  private final TimeMap map;
  private final LongConsumer silentTo;
  private final Deque<Window> before = new ArrayDeque<>();
  private final Deque<Window> leaving = new ArrayDeque<>();
  private long beforeMs;
  private long silentMs;
  private long leftOut;
  private long passedToMs;
  private boolean open;

  /// @param map is told what is left out
  /// @param silentTo is told up to where, in milliseconds of the client's clock, silence was left out
  Doorman(AudioFormat format, VoiceDetector detector, GateTimes times, TimeMap map,
      LongConsumer silentTo) {
    this.format = format;
    this.detector = detector;
    this.times = times;
    this.map = map;
    this.silentTo = silentTo;
  }

  /// What the recogniser gets for this, in its order; nothing for silence.
  List<Sound> take(Sound sound) {
    return switch (sound) {
      case Flush flush -> List.of(flush);
      case Window window -> take(window);
    };
  }

  /// Behind the last sound that went through, by the recogniser's clock.
  long passedToMs() {
    return passedToMs;
  }

  private List<Sound> take(Window window) {
    var passing = new ArrayList<Sound>();
    if (hears(window)) {
      silentMs = 0;
      open(passing);
      passing.add(through(window));
    } else if (open) {
      silentMs += lengthMs(window);
      passing.add(through(window));
      if (silentMs >= times.hangover().toMillis()) {
        open = false;
        passing.add(new Flush(false));
      }
    } else {
      wait(window);
    }
    return passing;
  }

  private void open(List<Sound> passing) {
    if (!open) {
      open = true;
      leaving.forEach(window -> passing.add(through(window)));
      leaving.clear();
      before.forEach(window -> passing.add(through(window)));
      before.clear();
      beforeMs = 0;
    }
  }

  private void wait(Window window) {
    before.add(window);
    beforeMs += lengthMs(window);
    while (beforeMs > times.preroll().toMillis()) {
      var silent = before.remove();
      beforeMs -= lengthMs(silent);
      leaving.add(silent);
      leaveOut();
    }
  }

  /// Leaves out what is silent, as soon as that is a whole number of milliseconds: so times stay exact.
  private void leaveOut() {
    var samples = leaving.stream().mapToLong(Window::captured).sum();
    if (samples * MILLIS % format.captureRateHz() == 0) {
      var first = leaving.getFirst().fromSample();
      map.leaveOut(format.millisOf(first - leftOut), samples * MILLIS / format.captureRateHz());
      leftOut += samples;
      silentTo.accept(format.millisOf(leaving.getLast().toSample()));
      leaving.clear();
    }
  }

  private Window through(Window window) {
    passedToMs = format.millisOf(window.toSample() - leftOut);
    return leftOut == 0
        ? window
        : new Window(window.fromSample() - leftOut, window.toSample() - leftOut, window.pcm());
  }

  private boolean hears(Window window) {
    var pcm = window.pcm();
    var voiced = false;
    for (var at = 0; at + VoiceDetector.FRAME <= pcm.length; at += VoiceDetector.FRAME) {
      voiced |= detector.hears(pcm, at); // each frame, for it learns from all
    }
    return voiced;
  }

  private long lengthMs(Window window) {
    return format.millisOf(window.toSample()) - format.millisOf(window.fromSample());
  }
}
