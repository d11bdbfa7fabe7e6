package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuityTest {
  private final Continuity words = new Continuity();
  private final List<String> heard = new ArrayList<>();

  @Test
  void read_guessesThatGrow_hearsEachWordOnce() {
    read("w0", false);
    read("w0 w1", false);
    read("w0 w1 w2", true);

    assertThat(heard).containsExactly("0@0", "1@0", "2@0");
    assertThat(words.committed()).isEqualTo(3);
    assertThat(words.missing(3)).isZero();
  }

  @Test
  void read_wordsWithATime_tellsIt() {
    read("w0@123 w1@456", false);

    assertThat(heard).containsExactly("0@123", "1@456");
  }

  @Test
  void read_aWordThatNeverCame_isMissingAndAGap() {
    read("w0 w2", true);

    assertThat(words.missing(4)).isEqualTo(2);
    assertThat(words.gaps()).isEqualTo(1);
    assertThat(words.reordered()).isZero();
  }

  @Test
  void read_aWordTwiceToStay_isDoubled() {
    read("w0 w1", true);
    read("w1", true);

    assertThat(words.doubled()).isEqualTo(1);
    assertThat(words.committed()).isEqualTo(2);
  }

  @Test
  void read_aWordBehindALaterOne_isReorderedAndNotLost() {
    read("w1", true);
    read("w0", true);

    assertThat(words.reordered()).isEqualTo(1);
    assertThat(words.missing(2)).isZero();
  }

  @Test
  void read_whatIsNoWordOfTheScript_isPassedOver() {
    read("please hold w w-1 wx1 w1x w99999999999999999999  W3 w7@", true);

    assertThat(heard).containsExactly("7@0");
  }

  @Test
  void unheard_wordsThatWereGuessed_areNotAmongThem() {
    read("w0 w1", false);

    assertThat(words.unheard(3)).isEqualTo(1);
    assertThat(words.committed()).isZero();
  }

  private void read(String text, boolean isFinal) {
    words.read(text, isFinal, (second, had) -> heard.add(second + "@" + had));
  }
}
