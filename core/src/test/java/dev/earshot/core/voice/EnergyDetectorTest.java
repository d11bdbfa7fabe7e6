package dev.earshot.core.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyDetectorTest {
  private static final int FRAME = VoiceDetector.FRAME;
  private static final int SECOND = 100;

  private final EnergyDetector detector = new EnergyDetector();
  private final Random random = new Random(11);

  @Test
  void hears_digitalSilence_isNoVoice() {
    assertThat(voiced(0, 0, SECOND)).isZero();
  }

  @Test
  void hears_quietRoom_isNoVoice() {
    assertThat(voiced(60, 0, 10 * SECOND)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100, 300})
  void hears_toneWellAboveTheRoom_isAVoiceAtOnce(int room) {
    voiced(room, 0, 10 * SECOND);
    assertThat(voiced(room, 3_000, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void hears_toneBelowTheRoom_isNoVoice() {
    voiced(300, 0, 10 * SECOND);
    assertThat(voiced(300, 300, SECOND)).isZero();
  }

  @Test
  void hears_softestTone_needsMinus49dB() {
    assertThat(voiced(0, 165, SECOND)).isZero();
  }

  @Test
  void hears_toneJustAboveMinus49dB_isAVoice() {
    voiced(0, 0, SECOND);
    assertThat(voiced(0, 175, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void hears_speechWithPauses_followsThemExactly() {
    voiced(40, 0, SECOND);
    var heard = "";
    for (var frames : new int[]{30, -12, 45, -20, 8, -60, 100}) {
      heard += voiced(40, frames > 0 ? 2_000 : 0, Math.abs(frames)) + " ";
    }
    assertThat(heard).isEqualTo("30 0 45 0 8 0 100 ");
  }

  @Test
  void hears_wordOfTenSeconds_isNotTakenForTheRoom() {
    voiced(40, 0, SECOND);
    assertThat(voiced(40, 3_000, 10 * SECOND)).isEqualTo(10 * SECOND);
  }

  @Test
  void hears_roomGotLouder_isLearntWithinTenSeconds() {
    voiced(40, 0, 10 * SECOND);
    voiced(800, 0, 10 * SECOND);
    assertThat(voiced(800, 0, SECOND)).isZero();
  }

  @Test
  void hears_roomAfterAMutedMinute_isLearntWithinTwelveSeconds() {
    voiced(0, 0, 60 * SECOND);
    voiced(400, 0, 12 * SECOND);
    assertThat(voiced(400, 0, SECOND)).isZero();
  }

  @Test
  void hears_roomGotQuieter_hearsASoftVoiceWithinASecond() {
    voiced(800, 0, 20 * SECOND);
    voiced(40, 0, SECOND);
    assertThat(voiced(40, 500, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void hears_fullScale_doesNotOverflow() {
    var pcm = new short[FRAME];
    Arrays.fill(pcm, Short.MIN_VALUE);
    assertThat(detector.hears(pcm, 0)).isTrue();
  }

  @Test
  void hears_frameInTheMiddle_looksAtNoOther() {
    var pcm = new short[3 * FRAME];
    Arrays.fill(pcm, 0, FRAME, (short) 9_000);
    Arrays.fill(pcm, 2 * FRAME, 3 * FRAME, (short) 9_000);
    assertThat(detector.hears(pcm, FRAME)).isFalse();
  }

  /// How many of these frames hold a voice.
  ///
  /// @param room root mean square of the noise
  /// @param peak of a tone of 300 Hz in it
  private int voiced(int room, int peak, int frames) {
    var voiced = 0;
    var pcm = new short[FRAME];
    for (var frame = 0; frame < frames; frame++) {
      for (var i = 0; i < FRAME; i++) {
        pcm[i] = (short) (room * random.nextGaussian()
            + peak * Math.sin(2 * Math.PI * 300 * i / 16_000));
      }
      voiced += detector.hears(pcm, 0) ? 1 : 0;
    }
    return voiced;
  }
}
