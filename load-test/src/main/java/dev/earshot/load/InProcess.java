package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import reactor.core.publisher.Flux;

/// The recogniser that says the time, called without a gateway: what a window and a word take there.
final class InProcess {
  private static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final int WINDOW_BYTES = 3_200;

  private final double[] in;
  private final double[] out;

  private InProcess(double[] in, double[] out) {
    this.in = in;
    this.out = out;
  }

  /// Microseconds from the window to the recogniser, sorted.
  double[] in() {
    return in;
  }

  /// Microseconds from its word to whoever listens, sorted.
  double[] out() {
    return out;
  }

  /// Lets so many seconds be heard, as fast as they are taken, and notes the first window of each.
  static InProcess measure(int seconds) {
    var recogniser = ScriptedRecogniser.ofTime(System::nanoTime);
    var given = new long[seconds];
    var in = new double[seconds];
    var out = new double[seconds];
    var leg = new Leg(new StreamId(new UUID(0, 0)), FORMAT, "en", 0);
    recogniser.transcribe(leg, Flux.fromIterable(windows(seconds)).doOnNext(window -> {
      var second = second(window);
      if (second >= 0) {
        given[second] = System.nanoTime();
      }
    })).ofType(Partial.class).doOnNext(word -> {
      var came = System.nanoTime();
      var text = word.text();
      var mark = text.lastIndexOf('@');
      var second = Integer.parseInt(text, text.lastIndexOf('w') + 1, mark, 10);
      var had = Long.parseLong(text, mark + 1, text.length(), 10);
      in[second] = (had - given[second]) / 1e3;
      out[second] = (came - had) / 1e3;
    }).blockLast();
    Arrays.sort(in);
    Arrays.sort(out);
    return new InProcess(in, out);
  }

  /// The second that begins with this window; -1 where none does.
  private static int second(Sound sound) {
    return sound instanceof Sound.Window window && window.fromSample() % 16_000 == 0
        ? (int) (window.fromSample() / 16_000)
        : -1;
  }

  private static Iterable<Sound> windows(int seconds) {
    var cutter = new WindowCutter(FORMAT, Duration.ofMillis(100));
    var windows = new ArrayList<Sound>();
    for (var i = 0; i < seconds * 10; i++) {
      cutter.take(ByteBuffer.allocate(WINDOW_BYTES), windows::add);
    }
    return windows;
  }
}
