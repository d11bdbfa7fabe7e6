package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarTest {
  private static final int SECOND = 16_000;

  private final List<Piece> pieces = new ArrayList<>();
  private final Ear ear = new Ear(AudioFormat.pcm16(16_000), pieces::add);
  private long heard;

  @Test
  void hear_silence_tellsUpToWhereAndHandsOnNoSound() {
    hear(0, 60 * SECOND);
    ear.cut();
    assertThat(pieces).isNotEmpty().hasOnlyElementsOfType(Piece.Heard.class);
    assertThat(speech()).isZero();
  }

  @Test
  void hear_voice_beginsBeforeItAndEndsBehindIt() {
    hear(0, SECOND);
    hear(5_000, SECOND);
    hear(0, SECOND);
    assertThat(begins()).singleElement().satisfies(one -> {
      assertThat(one.voiceMs()).isEqualTo(1_000);
      assertThat(one.at()).isEqualTo(one.voiceAt() - Ear.PRE_ROLL);
    });
    assertThat(ends()).singleElement().satisfies(one -> {
      assertThat(one.voiceMs()).isEqualTo(2_000);
      assertThat(one.audioUpTo()).isEqualTo(2 * SECOND + SECOND / 2);
    });
    assertThat(speech()).isEqualTo(Ear.PRE_ROLL + SECOND + SECOND / 2);
  }

  @Test
  void hear_anyCutOfTheSound_handsOnTheSameSamples() {
    var voice = voice(5_000, SECOND);
    for (var at = 0; at < SECOND; at += 1_111) {
      hear(Arrays.copyOfRange(voice, at, Math.min(SECOND, at + 1_111)));
    }
    ear.cut();
    assertThat(speech()).isEqualTo(SECOND);
    assertThat(ends()).singleElement().extracting(Piece.Ends::audioUpTo).isEqualTo((long) SECOND);
  }

  @Test
  void cut_inVoice_nextBeginsBehindIt() {
    hear(5_000, SECOND);
    ear.cut();
    hear(5_000, SECOND);
    ear.cut();
    assertThat(begins()).hasSize(2);
    assertThat(begins().getLast().at()).isGreaterThanOrEqualTo(ends().getFirst().audioUpTo());
  }

  @Test
  void cut_again_endsNothing() {
    hear(5_000, SECOND);
    ear.cut();
    ear.cut();
    assertThat(ends()).hasSize(1);
  }

  @Test
  void hear_behindAHole_tellsTheClockBehindIt() {
    hear(5_000, SECOND);
    heard += 9 * SECOND;
    hear(0, SECOND);
    hear(5_000, SECOND);
    assertThat(ends()).singleElement().extracting(Piece.Ends::voiceMs).isEqualTo(1_000L);
    assertThat(begins().getLast().voiceMs()).isEqualTo(11_000);
  }

  private void hear(int loudness, int samples) {
    hear(voice(loudness, samples));
  }

  private void hear(short[] pcm) {
    ear.hear(new Window(heard, heard + pcm.length, pcm));
    heard += pcm.length;
  }

  private List<Piece.Begins> begins() {
    return pieces.stream()
        .filter(Piece.Begins.class::isInstance)
        .map(Piece.Begins.class::cast)
        .toList();
  }

  private List<Piece.Ends> ends() {
    return pieces.stream()
        .filter(Piece.Ends.class::isInstance)
        .map(Piece.Ends.class::cast)
        .toList();
  }

  private int speech() {
    return pieces.stream()
        .mapToInt(one -> one instanceof Piece.Speech(var pcm) ? pcm.length : 0)
        .sum();
  }

  private static short[] voice(int loudness, int samples) {
    var random = new Random(1);
    var pcm = new short[samples];
    for (var i = 0; i < samples; i++) {
      pcm[i] = (short) (random.nextGaussian() * loudness);
    }
    return pcm;
  }
}
