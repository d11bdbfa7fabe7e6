package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.testkit.Line;
import dev.earshot.testkit.SpeechSample;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BandMeterTest {
  private static final AudioFormat WIDE = AudioFormat.pcm16(16_000);
  private static final AudioFormat NARROW = AudioFormat.pcm16(8_000);

  @Test
  void band_nothingHeard_isAsDeclared() {
    assertThat(new BandMeter(WIDE).band()).isEqualTo(Band.WIDE);
    assertThat(new BandMeter(NARROW).band()).isEqualTo(Band.NARROW);
  }

  @Test
  void band_firstPieceOfAVoice_isWhatIsHeard() {
    for (var clip : SpeechSample.clips(16_000)) {
      var pcm = Line.samples(clip.wav());
      assertThat(atOnset(pcm)).as(clip.name()).isEqualTo(Band.WIDE);
      assertThat(atOnset(Line.NARROW.hear(pcm))).as(clip.name()).isEqualTo(Band.NARROW);
      assertThat(atOnset(Line.TELEPHONE.hear(pcm))).as(clip.name()).isEqualTo(Band.TELEPHONE);
    }
  }

  @Test
  void band_quietVoice_isWhatIsHeard() {
    for (var clip : SpeechSample.clips(16_000)) {
      var pcm = Line.samples(clip.wav());
      for (var i = 0; i < pcm.length; i++) {
        pcm[i] = (short) (pcm[i] / 10);
      }
      assertThat(whole(WIDE, pcm)).as(clip.name()).isEqualTo(Band.WIDE);
      assertThat(whole(WIDE, Line.NARROW.hear(pcm))).as(clip.name()).isEqualTo(Band.NARROW);
    }
  }

  @Test
  void band_declaredNarrow_isNeverWide() {
    var pcm = Line.samples(SpeechSample.named("vm-sorry-16k").wav());
    assertThat(whole(NARROW, pcm)).isEqualTo(Band.NARROW);
  }

  @Test
  void band_handedOverToATelephone_follows() {
    var pcm = Line.samples(SpeechSample.named("vm-sorry-16k").wav());
    var meter = new BandMeter(NARROW);
    meter.hear(Line.NARROW.hear(pcm));
    for (var i = 0; i < 10; i++) {
      meter.fade();
      meter.hear(Line.TELEPHONE.hear(pcm));
    }
    assertThat(meter.band()).isEqualTo(Band.TELEPHONE);
  }

  /// As far as the first piece of an utterance tells it.
  private static Band atOnset(short[] pcm) {
    var pieces = new ArrayList<short[]>();
    var ear = new Ear(WIDE, piece -> {
      if (piece instanceof Piece.Speech(var speech)) {
        pieces.add(speech);
      }
    });
    ear.hear(new Window(0, pcm.length, pcm));
    return whole(WIDE, pieces.getFirst());
  }

  private static Band whole(AudioFormat declared, short[] pcm) {
    var meter = new BandMeter(declared);
    meter.hear(pcm);
    return meter.band();
  }
}
