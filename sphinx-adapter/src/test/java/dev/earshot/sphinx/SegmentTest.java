package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void word_otherPronunciation_hasNoNumber() {
    assertThat(of("your(2)").word()).isEqualTo("your");
    assertThat(of("i'm").word()).isEqualTo("i'm");
  }

  @Test
  void isFiller_marksAndNoises_only() {
    for (var filler : new String[]{"<s>", "</s>", "<sil>", "[NOISE]", "++COUGH++", ""}) {
      assertThat(of(filler).isFiller()).as(filler).isTrue();
    }
    assertThat(of("a").isFiller()).isFalse();
  }

  private static Segment of(String entry) {
    return new Segment(entry, 0, 1, 1);
  }
}
