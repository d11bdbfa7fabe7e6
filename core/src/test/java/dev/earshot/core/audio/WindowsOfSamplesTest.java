package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WindowsOfSamplesTest {
  static final List<Integer> RATES = AudioFormat.RATES;
  private static final Duration LENGTH = Duration.ofMillis(100);

  @ParameterizedTest
  @FieldSource("RATES")
  void hear_samplesInAnySteps_givesTheWindowsOfTheirBytes(int rate) {
    for (var seed = 0; seed < 10; seed++) {
      var random = new Random(seed);
      var bytes = new byte[2 * random.nextInt(1, 10_000)];
      random.nextBytes(bytes);
      var expected = new ArrayList<Window>();
      var raw = new WindowCutter(AudioFormat.pcm16(rate), LENGTH);
      raw.take(ByteBuffer.wrap(bytes), expected::add);
      var samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      var heard = new ArrayList<Window>();
      var cutter = WindowCutter.ofSamples(new AudioFormat(Codec.FLAC, rate), LENGTH);
      while (samples.hasRemaining()) {
        var step = new short[10 + Math.min(samples.remaining(), random.nextInt(1, 6_000))];
        samples.get(step, 0, step.length - 10);
        cutter.hear(step, step.length - 10, heard::add);
      }
      assertThat(told(heard, cutter)).as("seed %d", seed).isEqualTo(told(expected, raw));
    }
  }

  @Test
  void take_cutterOfSamples_knowsNoFrames() {
    var cutter = WindowCutter.ofSamples(new AudioFormat(Codec.FLAC, 8_000), LENGTH);
    assertThatIllegalStateException()
        .isThrownBy(() -> cutter.take(ByteBuffer.allocate(1), _ -> {}))
        .withMessage("frame: of FLAC (expected: samples)");
  }

  private static List<String> told(List<Window> windows, WindowCutter cutter) {
    var last = cutter.end();
    if (last != null) {
      windows.add(last);
    }
    return windows.stream().map(window -> window + Arrays.toString(window.pcm())).toList();
  }
}
