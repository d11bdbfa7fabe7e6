package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.core.usage.UsageHistory.Span;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What every [AccountErasure] must do: nothing of the account is left but the sums of months that may
/// still be charged, and of others everything. The plans of the stores are none.
public interface AccountErasureContract
    extends
      UsageHistoryContract,
      ApiKeysContract {
  /// The same store each time within a test.
  AccountErasure erasure();

  /// Reads the same store.
  AllowanceSource allowances();

  @Test
  default void erase_everything_leavesTheMonthsSumAlone() {
    var account = Fresh.account();
    var secret = Fresh.key();
    furnish(account, secret);

    eraseAll(account);

    assertThat(maybe(apiKeys().find(KeyHash.of(secret)))).isNull();
    assertThat(answerOf(accounts().exists(account))).isFalse();
    assertThat(balance(account)).isEqualTo(new Balance(new Prepaid(0, 1_500), end(month(0))));
    assertThat(hours(account, 0)).containsExactly(new Hour(start(month(0)), 1_500));
  }

  @Test
  default void erase_again_changesNothing() {
    var account = Fresh.account();
    furnish(account, Fresh.key());
    eraseAll(account);

    assertThat(answerOf(erasure().erase(account))).isZero();
    assertThat(answerOf(accounts().exists(account))).isFalse();
    assertThat(balance(account).allowance().usedMs()).isEqualTo(1_500);
  }

  @Test
  default void erase_month_isNotChargedTwiceByALateSettle() {
    var account = Fresh.account();
    var intent = new Settle(Fresh.stream(), account, month(0), 0, 1_500);
    answerOf(usageLedger().settle(intent));
    eraseAll(account);

    answerOf(usageLedger().settle(intent));

    assertThat(balance(account).allowance().usedMs()).isEqualTo(1_500);
    answerOf(usageLedger().settle(new Settle(intent.stream(), account, month(0), 1_500, 1_700)));
    assertThat(balance(account).allowance().usedMs()).isEqualTo(1_700);
    eraseAll(account);
    assertThat(hours(account, 0)).containsExactly(new Hour(start(month(0)), 1_700));
  }

  @Test
  default void erase_plan_isGoneWithItsGrant() {
    var account = Fresh.account();
    done(accounts().subscribe(account,
        new Subscription("pro", MonthlyGrant.unlimited(), null)));
    assertThat(balance(account).allowance()).isInstanceOf(Allowance.Unlimited.class);

    eraseAll(account);

    assertThat(balance(account))
        .isEqualTo(new Balance(new Prepaid(0, 0), end(month(0)), Plans.BASIC));
    assertThat(maybe(accounts().subscription(account))).isNull();
  }

  @Test
  default void erase_piece_keepsTheKeysToTheEnd() {
    var account = Fresh.account();
    var secret = Fresh.key();
    furnish(account, secret);

    var pieces = 0;
    while (maybe(apiKeys().find(KeyHash.of(secret))) != null) {
      assertThat(answerOf(erasure().erase(account))).isPositive();
      pieces++;
    }

    assertThat(pieces).as("keys are in the last pieces").isGreaterThan(1);
    assertThat(hours(account, 0)).hasSize(1);
    assertThat(((Prepaid) balance(account).allowance()).grantMs()).isZero();
  }

  @Test
  default void erase_account_leavesOthersAsTheyAre() {
    var other = Fresh.account();
    var secret = Fresh.key();
    furnish(other, secret);
    var before = balance(other);
    var account = Fresh.account();
    furnish(account, Fresh.key());

    eraseAll(account);

    assertThat(balance(account).allowance()).isEqualTo(new Prepaid(0, 1_500));
    assertThat(balance(other)).isEqualTo(before);
    assertThat(maybe(apiKeys().find(KeyHash.of(secret)))).isNotNull();
    assertThat(((Prepaid) before.allowance()).grantMs()).isEqualTo(6_000);
  }

  @Test
  default void erase_notSubscribed_changesNothing() {
    var account = Fresh.account();
    furnish(account, Fresh.key());
    var piece = erasure().erase(account);

    assertThat(answerOf(accounts().exists(account))).isTrue();
    assertThat(((Prepaid) balance(account).allowance()).grantMs()).isEqualTo(6_000);
    assertThat(answerOf(piece)).isPositive();
  }

  /// A key, a plan, a top-up, and use in the month that runs.
  private void furnish(AccountId account, String key) {
    done(accounts().admit(account, key));
    done(accounts().subscribe(account,
        new Subscription("pro", new MonthlyGrant.Limited(5_000), null)));
    done(accounts().topUp(account, new TopUp("gift", month(0), 1_000)));
    answerOf(usageLedger().settle(new Settle(Fresh.stream(), account, month(0), 0, 1_500)));
  }

  private void eraseAll(AccountId account) {
    for (var left = 20; answerOf(erasure().erase(account)) > 0; left--) {
      assertThat(left).as("pieces").isPositive();
    }
  }

  private Balance balance(AccountId account) {
    return Objects.requireNonNull(answerOf(allowances().fetch(account, now())));
  }

  private List<Hour> hours(AccountId account, int ago) {
    var month = month(ago);
    return answerOf(history().hours(account,
        new Span(start(month), start(month.plusMonths(1)))));
  }

  private YearMonth month(int ago) {
    return YearMonth.from(now().atOffset(ZoneOffset.UTC)).minusMonths(ago);
  }

  private static Instant end(YearMonth month) {
    return start(month.plusMonths(1));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
