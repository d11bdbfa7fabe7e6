package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.testkit.RecogniserContract;
import dev.earshot.testkit.SpeechSample;
import dev.earshot.testkit.WordErrors;
import java.util.List;
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

  private static WordErrors errors(List<SpeechSample> samples) {
    return samples.stream()
        .map(one -> WordErrors.between(one.text(), HEARING.text(one)))
        .reduce(new WordErrors(0, 0), WordErrors::plus);
  }
}
