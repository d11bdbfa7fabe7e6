package dev.earshot.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.CreditRule.Step;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ticks come some milliseconds early or late: that puts nothing off by a whole tick.
class TrembleTest {
  private static final Instant START = Instant.parse("2026-11-10T12:00:00Z");

  private final CreditRule rule = new CreditRule(CreditTimes.DEFAULT, Duration.ZERO);

  @ParameterizedTest
  @CsvSource({"59499, NOTHING", "59500, FETCH", "59995, FETCH", "60005, FETCH"})
  void step_nothingLeft_asksAtTheTickOfTheMinute(long ms, Step step) {
    assertThat(step(1_000, ms)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"899499, SUBTRACT", "899500, FETCH", "899995, FETCH", "900005, FETCH"})
  void step_somethingLeft_asksAtTheTickOfTheQuarter(long ms, Step step) {
    assertThat(step(500, ms)).isEqualTo(step);
  }

  /// A minute later it would be more than the quarter: half a second of that is tremble.
  @ParameterizedTest
  @CsvSource({"840000, false", "840500, false", "840501, true", "899500, true", "-1, true"})
  void isLastInTime_aTickOfAMinute_isWhatTheNextOneWouldMiss(long ageMs, boolean last) {
    assertThat(CreditTimes.isLastInTime(Duration.ofMillis(ageMs), Duration.ofMinutes(15),
        Duration.ofMinutes(1))).isEqualTo(last);
  }

  private Step step(long usedMs, long afterMs) {
    var known = new Known(new Prepaid(1_000, usedMs), START, START,
        Instant.parse("2026-12-01T00:00:00Z"), "basic", Signal.absent(), false);
    return rule.step(known, new CreditTick(START.plusMillis(afterMs), 0, OptionalLong.empty(),
        Signal.unread()));
  }
}
