package dev.earshot.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  private final Part base = Reports.of(10).total();
  private final Part slower = Reports.of(13).total();

  @ParameterizedTest
  @ValueSource(strings = {"added_latency.p99 > 20ms", "added_latency.p99>0.5s", "failed > 0",
      "added_latency.p99 > 1.5x", "words_expected < 50", "cpu_per_stream > 1.1x"})
  void broken_whatHolds_saysNothing(String rule) {
    assertThat(Threshold.parse(rule).broken(slower, base)).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "added_latency.p99 > 12ms | added_latency.p99: 13.007 (expected: <= 12)",
      "added_latency.p99 > 1.2x | added_latency.p99: 13.007 against 10.007 (expected: <= 1.200x)",
      "words_expected < 51 | words_expected: 50 (expected: >= 51)",
      "cursor_lag.p50 > 1ms | cursor_lag.p50: not measured (expected: <= 1)"})
  void broken_whatDoesNotHold_saysWhatWasExpected(String rule, String said) {
    assertThat(Threshold.parse(rule).broken(slower, base)).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "added_latency.p99", "added_latency.p99 > 5",
      "added_latency.p98 > 5ms",
      "failed > 1ms", "failed = 0", "nothing > 1", "added_latency > 5ms", "failed > -1"})
  void parse_whatIsNoRule_saysWhatOneIs(String rule) {
    assertThatThrownBy(() -> Threshold.parse(rule)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)fail-if: .* \\(expected: .*\\)");
  }

  @Test
  void broken_aRatioWithoutAnotherRun_isRefused() {
    assertThatThrownBy(() -> Threshold.parse("failed > 1x").broken(base, null))
        .hasMessageStartingWith("baseline: missing");
  }
}
