package dev.earshot.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a change of credit tells a client, row by row.
class CreditVerdictTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");
  private static final Duration THRESHOLD = Duration.ofMinutes(3);
  private static final CreditState UNKNOWN = new Unknown();
  private static final Allowance UNLIMITED = new Unlimited();

  /// What is told, by what was believed and is: W for the threshold, X for exhausted, R for restored;
  /// and whether the threshold counts as told from then on.
  @ParameterizedTest
  @CsvSource(textBlock = """
      nothing,   false, 500,       -,  false
      nothing,   false, 180,       W,  true
      nothing,   false, 0,         WX, true
      nothing,   false, unlimited, -,  false
      500,       false, 181,       -,  false
      500,       false, 180,       W,  true
      500,       false, 1,         W,  true
      500,       false, 0,         WX, true
      500,       false, unlimited, -,  false
      100,       true,  40,        -,  true
      100,       true,  0,         X,  true
      100,       true,  500,       -,  false
      100,       true,  unlimited, -,  false
      0,         true,  0,         -,  true
      0,         true,  1,         R,  true
      0,         true,  500,       R,  false
      0,         true,  unlimited, R,  false
      unlimited, false, 500,       -,  false
      unlimited, false, 100,       W,  true
      unlimited, false, 0,         WX, true
      """)
  void judge_beliefChanged_tellsTheCrossingOnce(String before, boolean warned, String after,
      String told, boolean warnedThen) {
    var was = before.equals("nothing") ? UNKNOWN : known(allowance(before)).withWarned(warned);
    var verdict = CreditRule.judge(was, known(allowance(after)).withWarned(warned), THRESHOLD);
    assertThat(told(verdict) + verdict.state().warned()).isEqualTo(told + warnedThen);
  }

  @Test
  void judge_rearmed_warnsOfTheNextCrossing() {
    var low = CreditRule.judge(UNKNOWN, known(left(100)), THRESHOLD).state();
    var high = CreditRule.judge(low, known(left(500), START, low.warned()), THRESHOLD).state();
    var lowAgain = known(left(150), START, high.warned());
    assertThat(CreditRule.judge(high, lowAgain, THRESHOLD).threshold()).isTrue();
  }

  @Test
  void judge_anything_keepsTheAllowance() {
    assertThat(CreditRule.judge(UNKNOWN, known(left(77)), THRESHOLD).state().allowance())
        .isEqualTo(left(77));
  }

  private static String told(Verdict verdict) {
    var told = (verdict.restored() ? "R" : "") + (verdict.threshold() ? "W" : "")
        + (verdict.exhausted() ? "X" : "");
    return told.isEmpty() ? "-" : told;
  }

  private static Allowance allowance(String seconds) {
    return seconds.equals("unlimited") ? UNLIMITED : left(Long.parseLong(seconds));
  }

  private static Known known(Allowance allowance) {
    return known(allowance, START, false);
  }

  private static Known known(Allowance allowance, Instant at, boolean warned) {
    return new Known(allowance, at, at, MONTH_END, Plans.BASIC, Signal.unread(), warned);
  }

  private static Prepaid left(long seconds) {
    return new Prepaid(3_600_000, 3_600_000 - seconds * 1_000);
  }
}
