package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.core.usage.UsageHistory.Span;
import dev.earshot.core.usage.UsageLedger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [UsageHistory] must do: what the ledger charges stands in the hour in which it was charged.
/// The ledger may be shared with other tests and its clock may go.
public interface UsageHistoryContract {
  /// The same store each time within a test.
  UsageHistory history();

  /// Charges the same store.
  UsageLedger usageLedger();

  /// What the ledger takes for now, at some moment of this test.
  Instant now();

  @Test
  default void hours_charged_areInTheHourOfTheCharge() {
    var account = Fresh.account();
    var earliest = hour(now());
    charge(account, month(), 1_500);
    var latest = hour(now());

    var hours = all(account, month());

    assertThat(hours).hasSize(1);
    assertThat(hours.getFirst().usedMs()).isEqualTo(1_500);
    assertThat(hours.getFirst().start()).isBetween(earliest, latest);
  }

  @Test
  default void hours_chargedTwice_areSummed() {
    var account = Fresh.account();
    var intent = new Settle(Fresh.stream(), account, month(), 0, 1_500);
    answerOf(usageLedger().settle(intent));
    answerOf(usageLedger().settle(intent));
    charge(account, month(), 700);

    assertThat(all(account, month()).stream().mapToLong(Hour::usedMs).sum()).isEqualTo(2_200);
  }

  @Test
  default void hours_chargedLate_areInTheLastHourOfTheirMonth() {
    var account = Fresh.account();
    var past = month().minusMonths(1);
    charge(account, past, 900);

    assertThat(all(account, past)).containsExactly(
        new Hour(start(month()).minus(1, ChronoUnit.HOURS), 900));
    assertThat(all(account, month())).isEmpty();
  }

  @Test
  default void hours_chargedEarly_areInTheFirstHourOfTheirMonth() {
    var account = Fresh.account();
    var next = month().plusMonths(1);
    charge(account, next, 900);

    assertThat(all(account, next)).containsExactly(new Hour(start(next), 900));
  }

  @Test
  default void hours_span_hasItsFirstHourAndNotItsEnd() {
    var account = Fresh.account();
    var past = month().minusMonths(1);
    charge(account, past, 900);
    charge(account, past.plusMonths(2), 800);
    var late = start(month()).minus(1, ChronoUnit.HOURS);

    assertThat(within(account, late, late.plusMillis(1))).hasSize(1);
    assertThat(within(account, late.minusSeconds(60), late)).isEmpty();
    assertThat(within(account, late.plusMillis(1), late.plusSeconds(3_600)))
        .as("the hour begins before the span")
        .isEmpty();
    assertThat(within(account, late.minusSeconds(1_800), late.plusSeconds(1_800)))
        .containsExactly(new Hour(late, 900));
  }

  @Test
  default void hours_ofAnotherAccount_areNotTold() {
    var account = Fresh.account();
    charge(account, month().minusMonths(1), 900);
    charge(Fresh.account(), month().minusMonths(1), 800);

    assertThat(all(account, month().minusMonths(1))).extracting(Hour::usedMs)
        .containsExactly(900L);
  }

  private void charge(AccountId account, YearMonth month, long ms) {
    answerOf(usageLedger().settle(new Settle(Fresh.stream(), account, month, 0, ms)));
  }

  private List<Hour> all(AccountId account, YearMonth month) {
    return within(account, start(month), start(month.plusMonths(1)));
  }

  private List<Hour> within(AccountId account, Instant from, Instant until) {
    return answerOf(history().hours(account, new Span(from, until)));
  }

  private YearMonth month() {
    return YearMonth.from(now().atOffset(ZoneOffset.UTC));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant hour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS);
  }
}
