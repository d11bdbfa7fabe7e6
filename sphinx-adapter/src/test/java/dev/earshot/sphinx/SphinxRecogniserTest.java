package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.testkit.Line;
import dev.earshot.testkit.RecogniserContract;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SphinxRecogniserTest implements RecogniserContract {
  private static final Hearing HEARING = Hearing.withDecoders(2);

  @BeforeAll
  static void open() {
    HEARING.ready();
  }

  @AfterAll
  static void close() {
    HEARING.close();
  }

  @Override
  public Recogniser recogniser() {
    return HEARING.recogniser();
  }

  @Test
  void transcribe_clips_eachAStrangersLeg() {
    assertThat(errors(SpeechSample.clips(16_000)).percent()).isLessThan(30);
  }

  @Test
  void transcribe_minute_oneLeg() {
    assertThat(errors(List.of(SpeechSample.minute(16_000))).percent()).isLessThan(30);
  }

  @Test
  void transcribe_eightKilohertz_isUnderstood() {
    assertThat(errors(SpeechSample.clips(8_000)).percent()).isLessThan(35);
    assertThat(errors(List.of(SpeechSample.minute(8_000))).percent()).isLessThan(30);
  }

  @Test
  void transcribe_telephone_isUnderstoodWhateverItsRate() {
    assertThat(errors(one -> HEARING.text(one, Line.TELEPHONE)).percent()).isLessThan(42);
    assertThat(
        errors(one -> Hearing.text(HEARING.events(Hearing.leg(), overTheWire(one)))).percent())
        .isLessThan(42);
  }

  /// A call that came over a telephone line and was declared as 16 kHz.
  private static List<Sound> overTheWire(SpeechSample one) {
    var pcm = Line.TELEPHONE.hear(Line.samples(one.wav()));
    return List.of(new Window(0, pcm.length, pcm));
  }

  private static WordErrors errors(List<SpeechSample> samples) {
    return errors(samples, HEARING::text);
  }

  private static WordErrors errors(Function<SpeechSample, String> hearing) {
    return errors(SpeechSample.clips(16_000), hearing);
  }

  private static WordErrors errors(List<SpeechSample> samples,
      Function<SpeechSample, String> hearing) {
    return samples.stream()
        .map(one -> WordErrors.between(one.text(), hearing.apply(one)))
        .reduce(new WordErrors(0, 0), WordErrors::plus);
  }
}
