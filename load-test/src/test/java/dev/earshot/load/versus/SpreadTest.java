package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void of_oddNumber_takesTheMiddleOne() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3, 3));
  }

  @Test
  void of_evenNumber_liesBetweenTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4, 4));
  }

  @Test
  void of_noNumbersAmongThem_leavesThemOut() {
    assertThat(Spread.of(List.of(Double.NaN, 2.0, Double.POSITIVE_INFINITY)))
        .isEqualTo(new Spread(2, 2, 2, 1));
  }

  @Test
  void of_nothing_isNotKnown() {
    assertThat(Spread.of(List.of()).isKnown()).isFalse();
    assertThat(Spread.of(List.of()).median()).isNaN();
  }
}
