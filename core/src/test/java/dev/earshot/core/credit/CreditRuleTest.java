package dev.earshot.core.credit;

import static dev.earshot.core.credit.CreditRule.Step.FETCH;
import static dev.earshot.core.credit.CreditRule.Step.NOTHING;
import static dev.earshot.core.credit.CreditRule.Step.SUBTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of the rule, one by one. Those of the seed's ten tests of this logic that need no change
/// signal are among them.
class CreditRuleTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");
  private static final CreditState UNKNOWN = new Unknown();
  private static final Allowance UNLIMITED = new Unlimited();

  private final CreditRule rule = new CreditRule(CreditTimes.DEFAULT, Duration.ofSeconds(30));

  @Test
  void step_firstTick_fetches() {
    assertThat(rule.step(UNKNOWN, tick(START))).isEqualTo(FETCH);
  }

  @Test
  void step_monthEnded_waitsForTheJitter() {
    var known = new Known(left(500), MONTH_END.minusSeconds(10), MONTH_END, false);
    assertThat(rule.step(known, tick(MONTH_END.plusMillis(29_999)))).isEqualTo(SUBTRACT);
  }

  @Test
  void step_monthEndedAndJitterPassed_fetches() {
    var known = new Known(left(500), MONTH_END.minusSeconds(10), MONTH_END, false);
    assertThat(rule.step(known, tick(MONTH_END.plusSeconds(30)))).isEqualTo(FETCH);
  }

  @Test
  void step_monthEndedForUnlimited_fetches() {
    var known = new Known(UNLIMITED, MONTH_END.minusSeconds(10), MONTH_END, false);
    assertThat(rule.step(known, tick(MONTH_END.plusSeconds(30)))).isEqualTo(FETCH);
  }

  @ParameterizedTest
  @CsvSource({"5, SUBTRACT", "100, SUBTRACT", "899, SUBTRACT", "900, FETCH", "901, FETCH"})
  void step_somethingLeft_fetchesWhenItsLifeIsOver(long age, CreditRule.Step step) {
    assertThat(rule.step(known(left(500)), after(age))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"5, NOTHING", "61, NOTHING", "899, NOTHING", "900, FETCH", "901, FETCH"})
  void step_unlimited_fetchesWhenItsLifeIsOver(long age, CreditRule.Step step) {
    assertThat(rule.step(known(UNLIMITED), after(age))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"0, NOTHING", "30, NOTHING", "59, NOTHING", "60, FETCH", "61, FETCH"})
  void step_nothingLeft_fetchesEachMinute(long age, CreditRule.Step step) {
    assertThat(rule.step(known(left(0)), after(age))).isEqualTo(step);
  }

  @Test
  void step_lastMillisecondLeft_subtracts() {
    assertThat(rule.step(known(new Prepaid(1_000, 999)), after(61))).isEqualTo(SUBTRACT);
  }

  @Test
  void step_moreUsedThanGranted_isNothingLeft() {
    assertThat(rule.step(known(new Prepaid(1_000, 5_000)), after(30))).isEqualTo(NOTHING);
  }

  @Test
  void step_clockWentBack_asksNobody() {
    assertThat(rule.step(known(left(500)), after(-3_600))).isEqualTo(SUBTRACT);
  }

  @ParameterizedTest
  @CsvSource({"3600, 60, 3540", "30, 60, 0", "60, 60, 0", "200, 0, 200"})
  void subtracted_ownUse_neverLeavesLessThanNothing(long before, long used, long left) {
    var known = rule.subtracted(known(left(before)), tick(START.plusSeconds(60), used));
    assertThat(seconds(known)).isEqualTo(left);
  }

  @Test
  void subtracted_accountsUseWasRead_believesThatAlone() {
    var tick = new CreditTick(START, 60_000, OptionalLong.of(800_000));
    var known = rule.subtracted(known(new Prepaid(1_000_000, 100_000)), tick);
    assertThat(known.allowance()).isEqualTo(new Prepaid(1_000_000, 800_000));
  }

  @Test
  void subtracted_unlimited_staysAsItIs() {
    var known = known(UNLIMITED);
    var tick = new CreditTick(START, 60_000, OptionalLong.of(800_000));
    assertThat(rule.subtracted(known, tick)).isEqualTo(known);
  }

  @Test
  void subtracted_anything_doesNotMakeTheAnswerYounger() {
    var known = rule.subtracted(known(left(500)), after(60));
    assertThat(known.fetchedAt()).isEqualTo(START);
  }

  @Test
  void subtracted_warned_staysSo() {
    var known = rule.subtracted(known(left(100)).withWarned(true), after(60));
    assertThat(known.warned()).isTrue();
  }

  @Test
  void fetched_answer_isKnownFromNowUntilItChanges() {
    var known = rule.fetched(UNKNOWN, new Balance(left(500), MONTH_END), after(60));
    assertThat(known).isEqualTo(new Known(left(500), START.plusSeconds(60), MONTH_END, false));
  }

  @Test
  void fetched_warnedBefore_staysSo() {
    var before = known(left(100)).withWarned(true);
    assertThat(rule.fetched(before, new Balance(left(90), MONTH_END), after(900)).warned())
        .isTrue();
  }

  @Test
  void fetched_notWarnedBefore_staysSo() {
    assertThat(
        rule.fetched(known(left(500)), new Balance(left(90), MONTH_END), after(900)).warned())
        .isFalse();
  }

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
    var verdict = rule.judge(was, known(allowance(after)).withWarned(warned));
    assertThat(told(verdict) + verdict.state().warned()).isEqualTo(told + warnedThen);
  }

  @Test
  void judge_rearmed_warnsOfTheNextCrossing() {
    var low = rule.judge(UNKNOWN, known(left(100))).state();
    var high = rule.judge(low, new Known(left(500), START, MONTH_END, low.warned())).state();
    var lowAgain = new Known(left(150), START, MONTH_END, high.warned());
    assertThat(rule.judge(high, lowAgain).threshold()).isTrue();
  }

  @Test
  void judge_anything_keepsTheAllowance() {
    assertThat(rule.judge(UNKNOWN, known(left(77))).state().allowance()).isEqualTo(left(77));
  }

  @Test
  void isExhausted_unlimited_never() {
    assertThat(known(UNLIMITED).isExhausted()).isFalse();
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
    return new Known(allowance, START, MONTH_END, false);
  }

  private static Prepaid left(long seconds) {
    return new Prepaid(3_600_000, 3_600_000 - seconds * 1_000);
  }

  private static long seconds(Known known) {
    return known.allowance() instanceof Prepaid prepaid ? prepaid.remainingMs() / 1_000 : -1;
  }

  private static CreditTick after(long seconds) {
    return tick(START.plusSeconds(seconds));
  }

  private static CreditTick tick(Instant now) {
    return tick(now, 60);
  }

  private static CreditTick tick(Instant now, long ownSeconds) {
    return new CreditTick(now, ownSeconds * 1_000, OptionalLong.empty());
  }
}
