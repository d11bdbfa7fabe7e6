package dev.earshot.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.credit.Allowance.Prepaid;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditValuesTest {
  @ParameterizedTest
  @CsvSource(textBlock = """
      PT0S,  PT1M,  PT3M,  life: PT0S (expected: > 0)
      PT-1S, PT1M,  PT3M,  life: PT-1S (expected: > 0)
      PT15M, PT0S,  PT3M,  zeroRefresh: PT0S (expected: > 0)
      PT15M, PT1M,  PT-1S, threshold: PT-1S (expected: >= 0)
      """)
  void newTimes_outOfRange_areRefused(Duration life, Duration zeroRefresh, Duration threshold,
      String message) {
    assertThatThrownBy(() -> new CreditTimes(life, zeroRefresh, threshold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void newTimes_noThreshold_isAllowed() {
    assertThat(new CreditTimes(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1"})
  void newPrepaid_belowZero_isRefused(long grant, long used) {
    assertThatThrownBy(() -> new Prepaid(grant, used)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grantMs: " + grant + ", usedMs: " + used + " (expected: >= 0)");
  }

  @Test
  void newTick_ownUseBelowZero_isRefused() {
    assertThatThrownBy(() -> new CreditTick(Instant.EPOCH, -1, OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ownMs: -1 (expected: >= 0)");
  }
}
