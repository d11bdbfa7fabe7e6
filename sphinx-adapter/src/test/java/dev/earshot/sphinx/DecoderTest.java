package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.testkit.Line;
import dev.earshot.testkit.SpeechSample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final PocketSphinx SPHINX = NativeLibrary.DEBIAN.load();
  private static final Model MODEL = Model.in(new PackedModel(Hearing.MODELS).unpack());
  private static final Decoder DECODER = Decoder.open(SPHINX, MODEL);
  private static final short[] SPEECH = Line
      .samples(SpeechSample.named("conf-placeintoconf-16k").wav());

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @Test
  void tune_backToWide_hearsExactlyAsBefore() {
    DECODER.tune(Band.WIDE);
    var before = hear();
    var mean = DECODER.mean();
    for (var band : Band.values()) {
      DECODER.tune(band);
      assertThat(hear().equals(before)).as(band.name()).isEqualTo(band == Band.WIDE);
    }
    DECODER.tune(Band.WIDE);
    assertThat(hear()).isEqualTo(before);
    assertThat(DECODER.mean().isMean(mean.mean())).isTrue();
  }

  @Test
  void stranger_otherBand_hasItsMean() {
    DECODER.tune(Band.TELEPHONE);
    assertThat(DECODER.stranger().isMean(MODEL.cepstralMean())).isFalse();
    DECODER.tune(Band.WIDE);
    assertThat(DECODER.stranger().isMean(MODEL.cepstralMean())).isTrue();
  }

  @Test
  void isThere_modelIsGone_saysSo() {
    var gone = new Model(Path.of("nowhere"), MODEL.dictionary(), MODEL.language(),
        MODEL.cepstralMean(), MODEL.tunings());
    assertThat(gone.isThere()).isFalse();
    assertThat(MODEL.isThere()).isTrue();
  }

  @Test
  void tune_whileListening_isOutOfTurn() {
    DECODER.begin();
    assertThatThrownBy(() -> DECODER.tune(Band.NARROW)).isInstanceOf(IllegalStateException.class);
    DECODER.abandon();
  }

  private static List<Segment> hear() {
    DECODER.expect(DECODER.stranger());
    DECODER.begin();
    DECODER.hear(SPEECH);
    return DECODER.end();
  }
}
