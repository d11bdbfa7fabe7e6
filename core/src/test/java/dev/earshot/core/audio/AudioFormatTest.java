package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AudioFormatTest {
  static final List<Integer> RATES = AudioFormat.RATES;

  @ParameterizedTest
  @FieldSource("RATES")
  void millisOf_samplesIn_isTheInverse(int rate) {
    var format = AudioFormat.pcm16(rate);
    var random = new Random(rate);
    for (var i = 0; i < 10_000; i++) {
      var millis = random.nextLong(100_000_000);
      assertThat(format.millisOf(format.samplesIn(millis))).as("seed %d", rate).isEqualTo(millis);
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void samplesIn_millis_isTheFirstSampleOfThem(int rate) {
    var format = AudioFormat.pcm16(rate);
    var random = new Random(rate);
    for (var i = 0; i < 10_000; i++) {
      var millis = random.nextLong(1, 100_000_000);
      assertThat(format.millisOf(format.samplesIn(millis) - 1)).as("seed %d", rate)
          .isLessThan(millis);
    }
  }

  @Test
  void new_unknownRate_isRefused() {
    assertThatThrownBy(() -> AudioFormat.pcm16(800)).hasMessage("sampleRateHz: 800 (expected: "
        + "one of [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000])");
  }

  @Test
  void newWindow_endsBeforeItBegins_isRefused() {
    assertThatThrownBy(() -> new Sound.Window(5, 4, new short[0]))
        .hasMessage("toSample: 4 (expected: >= fromSample 5 >= 0)");
  }

  @Test
  void newWindow_beforeTheStreamBegan_isRefused() {
    assertThatThrownBy(() -> new Sound.Window(-1, 4, new short[0]))
        .hasMessage("toSample: 4 (expected: >= fromSample -1 >= 0)");
  }
}
