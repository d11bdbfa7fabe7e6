package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.usage.Count.Want;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 0"})
  void newWant_outOfRange_isRefused(long grant, long slice) {
    assertThatThrownBy(() -> new Want(grant, slice)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grantMs: " + grant + " (expected: >= 0), sliceMs: " + slice
            + " (expected: >= 1)");
  }

  @Test
  void newWant_leastOfBoth_isAllowed() {
    assertThat(new Want(0, 1).sliceMs()).isOne();
  }
}
