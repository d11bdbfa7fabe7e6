package dev.earshot.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonthlyGrantTest {
  @Test
  void of_anHour_isItsMilliseconds() {
    assertThat(MonthlyGrant.of(Duration.ofHours(1))).isEqualTo(new MonthlyGrant.Limited(3_600_000));
  }

  @Test
  void of_nothing_isNotWithoutLimit() {
    assertThat(MonthlyGrant.of(Duration.ZERO)).isNotEqualTo(MonthlyGrant.unlimited());
  }

  @Test
  void of_lessThanNothing_isRefused() {
    assertThatThrownBy(() -> MonthlyGrant.of(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("millis: -1 (expected: >= 0)");
  }
}
