package dev.earshot.core.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentorFrequencyTest {
  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 6, Integer.MAX_VALUE})
  void value_outOfRange_isRefused(int value) {
    assertThatThrownBy(() -> new MentorFrequency(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frequency: " + value + " (expected: 0..5)");
  }

  @Test
  void never_isZero() {
    assertThat(MentorFrequency.NEVER).isEqualTo(new MentorFrequency(0));
  }
}
