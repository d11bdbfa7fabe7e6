package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.voice.VoiceDetector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What a plan charges for whose silence is free: speech, and the half second after it.
class HushTest {
  private static final int HALF_A_SECOND = 8_000;

  private final Hush hush = new Hush();

  @Test
  void isVoiced_silence_isNot() {
    assertThat(hush.isVoiced(window(1_600, 0))).isFalse();
  }

  @Test
  void isVoiced_speech_is() {
    assertThat(hush.isVoiced(window(1_600, 8_000))).isTrue();
  }

  @Test
  void isVoiced_aSingleFrameOfSpeech_is() {
    assertThat(hush.isVoiced(window(VoiceDetector.FRAME, 8_000))).isTrue();
  }

  @Test
  void isVoiced_lessThanAFrame_tellsNothing() {
    assertThat(hush.isVoiced(window(VoiceDetector.FRAME - 1, 8_000))).isFalse();
  }

  @Test
  void isVoiced_afterSpeech_isForHalfASecond() {
    hush.isVoiced(window(1_600, 8_000));
    var frames = 0;
    while (frames < 1_000 && hush.isVoiced(window(VoiceDetector.FRAME, 0))) {
      frames++;
    }

    assertThat((frames + 1) * VoiceDetector.FRAME).isBetween(HALF_A_SECOND,
        HALF_A_SECOND + VoiceDetector.FRAME);
  }

  @Test
  void isVoiced_speechAfterSilence_isAgain() {
    hush.isVoiced(window(1_600, 8_000));
    hush.isVoiced(window(16_000, 0));
    assertThat(hush.isVoiced(window(1_600, 0))).isFalse();

    assertThat(hush.isVoiced(window(1_600, 8_000))).isTrue();
  }

  /// SILK of 20 ms a packet, whose first bit says whether its encoder heard a voice.
  @Test
  void isVoiced_packets_isWhatTheirEncoderSaysAndHalfASecondMore() {
    assertThat(hush.isVoiced(packed(0x48, 0x00))).isFalse();
    assertThat(hush.isVoiced(packed(0x48, 0x80))).isTrue();
    var frames = 0;
    while (frames < 100 && hush.isVoiced(packed(0x48, 0x00))) {
      frames++;
    }
    assertThat((frames + 1) * 320).isEqualTo(HALF_A_SECOND);
  }

  private static Window packed(int toc, int flags) {
    return Window.packed(0, 320, new Packets(0, new byte[]{3, (byte) toc, (byte) flags, 1}, () -> {
      throw new AssertionError("decoded (expected: nobody needs to)");
    }));
  }

  private static Window window(int samples, int loudness) {
    var pcm = new short[samples];
    Arrays.fill(pcm, (short) loudness);
    return new Window(0, samples, pcm);
  }
}
