package dev.earshot.core.credit;

import static dev.earshot.core.credit.CreditRule.Step.FETCH;
import static dev.earshot.core.credit.CreditRule.Step.NOTHING;
import static dev.earshot.core.credit.CreditRule.Step.RENEW;
import static dev.earshot.core.credit.CreditRule.Step.SUBTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditRule.Step;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of the rule, one by one; the seed's ten tests of this logic are among them.
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
    var known = known(left(500), MONTH_END.minusSeconds(10), false);
    assertThat(rule.step(known, tick(MONTH_END.plusMillis(29_999)))).isEqualTo(SUBTRACT);
  }

  @Test
  void step_monthEndedAndJitterPassed_fetches() {
    var known = known(left(500), MONTH_END.minusSeconds(10), false);
    assertThat(rule.step(known, tick(MONTH_END.plusSeconds(30)))).isEqualTo(FETCH);
  }

  @Test
  void step_monthEndedForUnlimited_fetches() {
    var known = known(UNLIMITED, MONTH_END.minusSeconds(10), false);
    assertThat(rule.step(known, tick(MONTH_END.plusSeconds(30)))).isEqualTo(FETCH);
  }

  /// How old the answer is, nobody can tell then.
  @Test
  void step_clockWasSetBack_fetches() {
    var before = tick(START.minusSeconds(1));
    assertThat(rule.step(known(left(500)), before)).isEqualTo(FETCH);
    assertThat(rule.step(known(left(0)), before)).isEqualTo(FETCH);
    assertThat(rule.step(known(UNLIMITED), before)).isEqualTo(FETCH);
  }

  @ParameterizedTest
  @CsvSource({"5, SUBTRACT", "100, SUBTRACT", "899, SUBTRACT", "900, FETCH", "901, FETCH"})
  void step_somethingLeft_fetchesWhenItsLifeIsOver(long age, Step step) {
    assertThat(rule.step(known(left(500)), after(age))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"5, NOTHING", "61, NOTHING", "899, NOTHING", "900, FETCH", "901, FETCH"})
  void step_unlimited_fetchesWhenItsLifeIsOver(long age, Step step) {
    assertThat(rule.step(known(UNLIMITED), after(age))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"0, NOTHING", "30, NOTHING", "59, NOTHING", "60, FETCH", "61, FETCH"})
  void step_nothingLeft_fetchesEachMinute(long age, Step step) {
    assertThat(rule.step(known(left(0)), after(age))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"-, -, SUBTRACT", "a, -, SUBTRACT", "-, a, FETCH", "a, a, SUBTRACT", "a, b, FETCH",
      "1, 1, FETCH", "?, a, FETCH", "a, ?, SUBTRACT"})
  void step_signal_fetchesWhenItDiffersFromTheOneSeen(String seen, String read, Step step) {
    var known = new Known(left(500), START, START, MONTH_END, Plans.BASIC, signal(seen), false);
    assertThat(rule.step(known, tick(5, signal(read), OptionalLong.empty()))).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"899, SUBTRACT", "900, RENEW", "3599, RENEW", "3600, FETCH"})
  void step_lifeOverAndCounterRead_renewsUntilTheLedgersLifeIsOver(long age, Step step) {
    assertThat(rule.step(known(left(500)), tick(age, Signal.absent(), OptionalLong.of(1))))
        .isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"59, NOTHING", "60, RENEW", "3600, FETCH"})
  void step_nothingLeftAndCounterRead_renewsEachMinute(long age, Step step) {
    assertThat(rule.step(known(left(0)), tick(age, Signal.absent(), OptionalLong.of(1))))
        .isEqualTo(step);
  }

  @Test
  void step_unlimitedAndSignalRead_renewsWithoutTheCounter() {
    var tick = tick(900, Signal.absent(), OptionalLong.empty());
    assertThat(rule.step(known(UNLIMITED), tick)).isEqualTo(RENEW);
  }

  @Test
  void step_lifeOverAndOnlyTheSignalRead_fetches() {
    var tick = tick(900, Signal.absent(), OptionalLong.empty());
    assertThat(rule.step(known(left(500)), tick)).isEqualTo(FETCH);
  }

  @Test
  void step_lifeOverAndOnlyTheCounterRead_fetches() {
    var tick = tick(900, Signal.unread(), OptionalLong.of(1));
    assertThat(rule.step(known(left(500)), tick)).isEqualTo(FETCH);
  }

  @Test
  void renewed_answer_isYoungAgainAndTheLedgersIsNot() {
    var known = rule.renewed(known(new Prepaid(1_000_000, 1)),
        tick(900, Signal.absent(), OptionalLong.of(300_000)));

    assertThat(known).isEqualTo(new Known(new Prepaid(1_000_000, 300_000),
        START.plusSeconds(900), START, MONTH_END, Plans.BASIC, Signal.unread(), false));
  }

  @ParameterizedTest
  @CsvSource({"a, b, b", "a, ?, a", "a, -, -", "?, a, a"})
  void fetched_signal_isRememberedWhereItWasRead(String seen, String read, String then) {
    var before = new Known(left(5), START, START, MONTH_END, Plans.BASIC, signal(seen), false);
    var after = rule.fetched(before, new Balance(left(500), MONTH_END),
        tick(60, signal(read), OptionalLong.empty()));
    assertThat(after.seen()).isEqualTo(signal(then));
  }

  @Test
  void fetched_plan_isTheAnswers() {
    var known = rule.fetched(UNKNOWN, new Balance(UNLIMITED, MONTH_END, "plus"), after(60));
    assertThat(known.plan()).isEqualTo("plus");
  }

  @Test
  void step_lastMillisecondLeft_subtracts() {
    assertThat(rule.step(known(new Prepaid(1_000, 999)), after(61))).isEqualTo(SUBTRACT);
  }

  @Test
  void step_moreUsedThanGranted_isNothingLeft() {
    assertThat(rule.step(known(new Prepaid(1_000, 5_000)), after(30))).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"3600, 60, 3540", "30, 60, 0", "60, 60, 0", "200, 0, 200"})
  void subtracted_ownUse_neverLeavesLessThanNothing(long before, long used, long left) {
    var known = rule.subtracted(known(left(before)), tick(START.plusSeconds(60), used));
    assertThat(seconds(known)).isEqualTo(left);
  }

  @Test
  void subtracted_accountsUseWasRead_believesThatAlone() {
    var tick = new CreditTick(START, 60_000, OptionalLong.of(800_000), Signal.unread());
    var known = rule.subtracted(known(new Prepaid(1_000_000, 100_000)), tick);
    assertThat(known.allowance()).isEqualTo(new Prepaid(1_000_000, 800_000));
  }

  @Test
  void subtracted_unlimited_staysAsItIs() {
    var known = known(UNLIMITED);
    var tick = new CreditTick(START, 60_000, OptionalLong.of(800_000), Signal.unread());
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
    assertThat(known).isEqualTo(known(left(500), START.plusSeconds(60), false));
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

  @Test
  void isExhausted_unlimited_never() {
    assertThat(known(UNLIMITED).isExhausted()).isFalse();
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

  private static long seconds(Known known) {
    return known.allowance() instanceof Prepaid prepaid ? prepaid.remainingMs() / 1_000 : -1;
  }

  private static Signal signal(String value) {
    return switch (value) {
      case "?" -> Signal.unread();
      case "-" -> Signal.absent();
      default -> new Signal.Raised(value);
    };
  }

  private static CreditTick tick(long seconds, Signal signal, OptionalLong account) {
    return new CreditTick(START.plusSeconds(seconds), 60_000, account, signal);
  }

  private static CreditTick after(long seconds) {
    return tick(START.plusSeconds(seconds));
  }

  private static CreditTick tick(Instant now) {
    return tick(now, 60);
  }

  private static CreditTick tick(Instant now, long ownSeconds) {
    return new CreditTick(now, ownSeconds * 1_000, OptionalLong.empty(), Signal.unread());
  }
}
