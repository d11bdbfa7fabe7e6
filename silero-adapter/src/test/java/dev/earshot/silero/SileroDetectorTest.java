package dev.earshot.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.voice.VoiceDetector;
import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SileroDetectorTest {
  private static final int HISS = 1_200;

  @ParameterizedTest
  @ValueSource(strings = {"v5", "v6"})
  void hears_everyClip_mostOfItIsAVoice(String generation) {
    try (var model = SileroModel.open(ModelFiles.of(generation))) {
      for (var clip : SpeechSample.clips(Sound.RATE_HZ)) {
        var speech = samples(clip);

        assertThat(voiced(model.detector(), speech)).as(clip.name()).isBetween(0.5, 1.0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v5", "v6"})
  void hears_loudHissAndSilence_nobody(String generation) {
    try (var model = SileroModel.open(ModelFiles.of(generation))) {
      assertThat(voiced(model.detector(), hiss(10 * Sound.RATE_HZ))).isLessThan(0.02);
      assertThat(voiced(model.detector(), new short[10 * Sound.RATE_HZ])).isZero();
    }
  }

  @Test
  void hears_silence_doesNotAskTheModel() {
    var model = SileroModel.open(ModelFiles.of("v6"));
    var detector = model.detector();
    model.close(); // whoever asks it now fails

    assertThat(voiced(detector, new short[10 * Sound.RATE_HZ])).isZero();
    assertThatIllegalStateException().isThrownBy(() -> voiced(detector, hiss(Sound.RATE_HZ)));
  }

  @Test
  void hears_twoStreamsInTurn_eachIsHeardAsIfAlone() {
    try (var model = SileroModel.open(ModelFiles.of("v6"))) {
      var speech = samples(SpeechSample.clips(Sound.RATE_HZ).getFirst());
      var noise = hiss(speech.length);
      var alone = model.detector();
      var beside = model.detector();
      var other = model.detector();
      for (var at = 0; at + VoiceDetector.FRAME <= speech.length; at += VoiceDetector.FRAME) {
        other.hears(noise, at);

        assertThat(beside.hears(speech, at)).isEqualTo(alone.hears(speech, at));
      }
    }
  }

  @Test
  void open_modelOfAnotherGeneration_saysWhatItTakes() {
    var legacy = ModelFiles.of("legacy");

    assertThatIllegalArgumentException().isThrownBy(() -> SileroModel.open(legacy))
        .withMessageContaining("EARSHOT_SILERO: ")
        .withMessageContaining("it takes [")
        .withMessageContaining("(expected: silero_vad.onnx of the fifth or sixth generation)");
  }

  @Test
  void open_noModel_saysSo(@TempDir Path folder) throws IOException {
    var text = Files.writeString(folder.resolve("notes.onnx"), "no model");

    assertThatIllegalArgumentException().isThrownBy(() -> SileroModel.open(text))
        .withMessageContaining("notes.onnx, it does not load");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SileroModel.open(folder.resolve("nowhere.onnx")))
        .withMessageContaining("nowhere.onnx, it does not load");
  }

  /// The share of frames in which it heard a voice.
  private static double voiced(VoiceDetector detector, short[] pcm) {
    var frames = pcm.length / VoiceDetector.FRAME;
    var voiced = 0;
    for (var frame = 0; frame < frames; frame++) {
      voiced += detector.hears(pcm, frame * VoiceDetector.FRAME) ? 1 : 0;
    }
    return (double) voiced / frames;
  }

  private static short[] hiss(int samples) {
    var random = new Random(7);
    var pcm = new short[samples];
    for (var i = 0; i < samples; i++) {
      pcm[i] = (short) (random.nextGaussian() * HISS);
    }
    return pcm;
  }

  private static short[] samples(SpeechSample clip) {
    var pcm = clip.wav().pcm();
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }
}
