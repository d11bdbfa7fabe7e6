package dev.earshot.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  @ParameterizedTest
  @CsvSource({"-1, 5", "5, 4", "-2, -1"})
  void newWord_timesOutOfOrder_areRefused(long from, long to) {
    assertThatThrownBy(() -> new Word("word", from, to, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toMs: " + to + " (expected: >= fromMs " + from + " >= 0)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void newWord_confidenceOutOfRange_isRefused(double confidence) {
    assertThatThrownBy(() -> new Word("word", 0, 1, confidence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confidence: " + confidence + " (expected: 0..1)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void newWord_confidenceInRange_isAllowed(double confidence) {
    assertThat(new Word("word", 0, 0, confidence).confidence()).isEqualTo(confidence);
  }

  @Test
  void text_ofAFinal_joinsItsWords() {
    var words = List.of(new Word("hear", 0, 100, 1), new Word("me", 100, 200, 1));
    assertThat(new Final(0, 0, 200, words).text()).isEqualTo("hear me");
  }

  @Test
  void text_ofAFinalWithoutWords_isEmpty() {
    assertThat(new Final(0, 0, 200, List.of()).text()).isEmpty();
  }

  @Test
  void newFinal_listChangedAfterwards_doesNotChange() {
    var words = new ArrayList<>(List.of(new Word("hear", 0, 100, 1)));
    var said = new Final(0, 0, 200, words);
    words.clear();
    assertThat(said.words()).hasSize(1);
  }
}
