package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/// What an [AllowanceSource] must say of what [Accounts] granted and a [UsageLedger] charged: three
/// doors to one store.
public interface AllowanceContract {
  YearMonth NOVEMBER = YearMonth.of(2026, 11);
  Instant IN_NOVEMBER = Instant.parse("2026-11-22T10:00:00Z");
  Instant NOVEMBERS_LAST = Instant.parse("2026-11-30T23:59:59.999999999Z");
  Instant DECEMBERS_FIRST = Instant.parse("2026-12-01T00:00:00Z");
  Duration HOUR = Duration.ofHours(1);

  /// The same store each time within a test.
  AllowanceSource allowances();

  /// Accounts of the same store, whose only plan is the basic one, which grants nothing.
  Accounts accounts();

  /// The ledger of the same store.
  UsageLedger usageLedger();

  @Test
  default void fetch_granted_isTheWholeGrant() {
    var account = granted(MonthlyGrant.of(HOUR));

    assertThat(answerOf(allowances().fetch(account, IN_NOVEMBER)))
        .isEqualTo(new Balance(new Prepaid(HOUR.toMillis(), 0), DECEMBERS_FIRST));
  }

  @Test
  default void fetch_afterSettle_hasItInIt() {
    var account = granted(MonthlyGrant.of(HOUR));
    var balance = allowances().fetch(account, IN_NOVEMBER);
    assertThat(answerOf(balance).allowance()).isEqualTo(new Prepaid(HOUR.toMillis(), 0));
    use(account, NOVEMBER, 1_500);

    assertThat(answerOf(balance).allowance()).isEqualTo(new Prepaid(HOUR.toMillis(), 1_500));
  }

  @Test
  default void fetch_usedMoreThanGranted_tellsBoth() {
    var account = granted(MonthlyGrant.of(HOUR));
    use(account, NOVEMBER, HOUR.toMillis() + 1);

    assertThat(allowance(account, IN_NOVEMBER))
        .isEqualTo(new Prepaid(HOUR.toMillis(), HOUR.toMillis() + 1));
  }

  @Test
  default void fetch_unlimited_isNotANumber() {
    var account = granted(MonthlyGrant.unlimited());
    use(account, NOVEMBER, 1_500);

    assertThat(answerOf(allowances().fetch(account, IN_NOVEMBER)))
        .isEqualTo(new Balance(new Unlimited(1_500), DECEMBERS_FIRST));
  }

  @Test
  default void fetch_grantedNothing_hasNothing() {
    var account = granted(MonthlyGrant.of(Duration.ZERO));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(0, 0));
  }

  @Test
  default void fetch_admittedOnly_hasNothing() {
    var account = Fresh.account();
    done(accounts().admit(account, Fresh.key()));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(0, 0));
  }

  @Test
  default void fetch_nobodysAccount_hasNothingAndKnowsItsUse() {
    var account = Fresh.account();
    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(0, 0));
    use(account, NOVEMBER, 1_500);

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(0, 1_500));
  }

  @Test
  default void fetch_lastInstantOfTheMonth_isStillTheMonth() {
    var account = granted(MonthlyGrant.of(HOUR));
    use(account, NOVEMBER, 1_500);

    assertThat(answerOf(allowances().fetch(account, NOVEMBERS_LAST)))
        .isEqualTo(new Balance(new Prepaid(HOUR.toMillis(), 1_500), DECEMBERS_FIRST));
  }

  @Test
  default void fetch_firstInstantOfTheNextMonth_isGrantedAfresh() {
    var account = granted(MonthlyGrant.of(HOUR));
    use(account, NOVEMBER, 1_500);

    assertThat(answerOf(allowances().fetch(account, DECEMBERS_FIRST))).isEqualTo(new Balance(
        new Prepaid(HOUR.toMillis(), 0), Instant.parse("2027-01-01T00:00:00Z")));
  }

  @Test
  default void grant_notSubscribed_grantsNothing() {
    var account = granted(MonthlyGrant.of(HOUR));
    var more = accounts().grant(account, MonthlyGrant.unlimited());

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(HOUR.toMillis(), 0));
    done(more);

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Unlimited());
  }

  @Test
  default void grant_again_replacesAndKeepsTheUse() {
    var account = granted(MonthlyGrant.unlimited());
    use(account, NOVEMBER, 1_500);
    done(accounts().grant(account, MonthlyGrant.of(HOUR)));
    done(accounts().grant(account, MonthlyGrant.of(HOUR)));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(HOUR.toMillis(), 1_500));
  }

  @Test
  default void grant_beforeAnyKey_createsTheAccount() {
    var account = Fresh.account();
    done(accounts().grant(account, MonthlyGrant.of(HOUR)));
    done(accounts().admit(account, Fresh.key()));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(HOUR.toMillis(), 0));
  }

  @Test
  default void admit_moreKeys_keepsTheGrant() {
    var account = granted(MonthlyGrant.of(HOUR));
    done(accounts().admit(account, Fresh.key()));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(HOUR.toMillis(), 0));
  }

  @Test
  default void subscribe_plan_isTold() {
    var account = granted(MonthlyGrant.of(HOUR));
    done(accounts().subscribe(account,
        new Subscription("plus", MonthlyGrant.unlimited(), null)));

    assertThat(answerOf(allowances().fetch(account, IN_NOVEMBER)))
        .isEqualTo(new Balance(new Unlimited(), DECEMBERS_FIRST, "plus"));
  }

  @Test
  default void subscribe_periodEndsWithinTheMonth_countsUntilThen() {
    var account = Fresh.account();
    var ends = Instant.parse("2026-11-25T12:00:00Z");
    done(accounts().subscribe(account,
        new Subscription("plus", MonthlyGrant.unlimited(), ends)));
    use(account, NOVEMBER, 1_500);

    assertThat(answerOf(allowances().fetch(account, IN_NOVEMBER)))
        .isEqualTo(new Balance(new Unlimited(1_500), ends, "plus"));
    assertThat(answerOf(allowances().fetch(account, ends)))
        .isEqualTo(new Balance(new Prepaid(0, 1_500), DECEMBERS_FIRST, Plans.BASIC));
  }

  @Test
  default void topUp_month_isAddedToItsGrantOnce() {
    var account = granted(MonthlyGrant.of(HOUR));
    var more = new TopUp("gift-1", NOVEMBER, 5_000);
    done(accounts().topUp(account, more));
    done(accounts().topUp(account, more));
    use(account, NOVEMBER, 1_500);

    assertThat(allowance(account, IN_NOVEMBER))
        .isEqualTo(new Prepaid(HOUR.toMillis() + 5_000, 1_500));
    assertThat(allowance(account, DECEMBERS_FIRST)).isEqualTo(new Prepaid(HOUR.toMillis(), 0));
  }

  @Test
  default void topUp_thenAnotherPlan_stays() {
    var account = Fresh.account();
    done(accounts().topUp(account, new TopUp("gift-1", NOVEMBER, 5_000)));
    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(5_000, 0));
    done(accounts().grant(account, MonthlyGrant.of(HOUR)));
    done(accounts().topUp(account, new TopUp("gift-2", NOVEMBER, 1)));

    assertThat(allowance(account, IN_NOVEMBER)).isEqualTo(new Prepaid(HOUR.toMillis() + 5_001, 0));
  }

  private AccountId granted(MonthlyGrant grant) {
    var account = Fresh.account();
    done(accounts().admit(account, Fresh.key()));
    done(accounts().grant(account, grant));
    return account;
  }

  private Allowance allowance(AccountId account, Instant now) {
    return answerOf(allowances().fetch(account, now)).allowance();
  }

  private void use(AccountId account, YearMonth month, long ms) {
    answerOf(usageLedger().settle(new Settle(Fresh.stream(), account, month, 0, ms)));
  }
}
