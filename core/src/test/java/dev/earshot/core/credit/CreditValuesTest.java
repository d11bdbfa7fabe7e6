package dev.earshot.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditValuesTest {
  @ParameterizedTest
  @CsvSource(textBlock = """
      PT0S,  PT1M, PT1H, PT5M,  life: PT0S (expected: > 0)
      PT-1S, PT1M, PT1H, PT5M,  life: PT-1S (expected: > 0)
      PT15M, PT0S, PT1H, PT5M,  zeroRefresh: PT0S (expected: > 0)
      PT15M, PT1M, PT0S, PT5M,  ledgerLife: PT0S (expected: > 0)
      PT15M, PT1M, PT1H, PT-1S, settleEvery: PT-1S (expected: >= 0)
      """)
  void newTimes_outOfRange_areRefused(Duration life, Duration zeroRefresh, Duration ledgerLife,
      Duration settleEvery, String message) {
    assertThatThrownBy(() -> new CreditTimes(life, zeroRefresh, ledgerLife, settleEvery))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void newTimes_settleAtEveryTick_isAllowed() {
    var minute = Duration.ofMinutes(1);
    assertThat(new CreditTimes(minute, minute, minute, Duration.ZERO)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1"})
  void newPrepaid_belowZero_isRefused(long grant, long used) {
    assertThatThrownBy(() -> new Prepaid(grant, used)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grantMs: " + grant + ", usedMs: " + used + " (expected: >= 0)");
  }

  @Test
  void newTick_ownUseBelowZero_isRefused() {
    assertThatThrownBy(
        () -> new CreditTick(Instant.EPOCH, -1, OptionalLong.empty(), Signal.unread()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ownMs: -1 (expected: >= 0)");
  }
}
