package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordClockTest {
  @ParameterizedTest
  @CsvSource({"20, 0, 4", "20, 1, 54", "100, 0, 0", "100, 3, 30", "60, 0, 1", "60, 1, 18"})
  void frameOf_aSecond_isTheOneThatBringsItsFirstTenth(int frameMs, int second, long frame) {
    assertThat(WordClock.EARSHOT.frameOf(second, frameMs)).isEqualTo(frame);
    assertThat(WordClock.EARSHOT.secondOf(frame, frameMs)).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({"20, 3", "20, 5", "100, 1", "60, 0", "60, 2"})
  void secondOf_aFrameThatCompletesNoWord_isNone(int frameMs, long frame) {
    assertThat(WordClock.EARSHOT.secondOf(frame, frameMs)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1000, 1", "1001, 2"})
  void wordsIn_sound_areItsBegunSeconds(long soundMs, int words) {
    assertThat(WordClock.EARSHOT.wordsIn(soundMs)).isEqualTo(words);
    assertThat(WordClock.UNKNOWN.wordsIn(soundMs)).isZero();
  }

  @Test
  void ofEarshot_smallFrames_needOneOfThem() {
    assertThat(WordClock.ofEarshot(20).heardMs()).isEqualTo(20);
    assertThat(WordClock.ofEarshot(49).heardMs()).isEqualTo(49);
    assertThat(WordClock.ofEarshot(50).heardMs()).isEqualTo(100);
  }
}
