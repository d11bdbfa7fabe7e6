package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LagsTest {
  private final Lags lags = new Lags();

  @Test
  void p99_ofFewWords_isTheLatest() {
    lags.add(3);
    lags.add(9);
    lags.add(1);

    assertThat(lags.p99()).isEqualTo(9);
  }

  @Test
  void p99_of200Words_isTheThirdLatest() {
    for (var i = 200; i > 0; i--) {
      lags.add(i);
    }

    assertThat(lags.p99()).isEqualTo(198);
  }

  @Test
  void p99_ofNone_isNotTold() {
    assertThat(lags.isEmpty()).isTrue();
    assertThatThrownBy(lags::p99).hasMessage("lags: none (expected: at least one word)");
  }
}
