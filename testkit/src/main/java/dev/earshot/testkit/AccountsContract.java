package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What every [Accounts] must do. What a grant is worth is in [AllowanceContract].
public interface AccountsContract {
  /// The same store each time within a test.
  Accounts accounts();

  @Test
  default void exists_account_isWhatIsKnownOfIt() {
    var keyed = Fresh.account();
    done(accounts().admit(keyed, Fresh.key()));
    var subscribed = Fresh.account();
    done(accounts().grant(subscribed, MonthlyGrant.unlimited()));
    var given = Fresh.account();
    done(accounts().topUp(given, new TopUp("gift", YearMonth.of(2026, 11), 1)));

    assertThat(answerOf(accounts().exists(keyed))).isTrue();
    assertThat(answerOf(accounts().exists(subscribed))).isTrue();
    assertThat(answerOf(accounts().exists(given))).isTrue();
    assertThat(answerOf(accounts().exists(Fresh.account()))).isFalse();
  }

  @Test
  default void subscription_account_isWhatItWasGivenLast() {
    var account = Fresh.account();
    var over = new Subscription("plus", MonthlyGrant.of(Duration.ofMinutes(7)),
        Instant.parse("2020-01-01T00:00:00Z"));
    var endless = new Subscription("pro", MonthlyGrant.unlimited(), null);

    done(accounts().subscribe(account, over));
    assertThat(answerOf(accounts().subscription(account))).isEqualTo(over);
    done(accounts().subscribe(account, endless));
    assertThat(answerOf(accounts().subscription(account))).isEqualTo(endless);
    done(accounts().grant(account, MonthlyGrant.of(Duration.ZERO)));
    assertThat(answerOf(accounts().subscription(account)))
        .isEqualTo(Subscription.basic(MonthlyGrant.of(Duration.ZERO)));
  }

  @Test
  default void subscription_nothingWasGiven_isEmpty() {
    var given = Fresh.account();
    done(accounts().grant(given, MonthlyGrant.unlimited()));
    var keyed = Fresh.account();
    done(accounts().admit(keyed, Fresh.key()));
    done(accounts().topUp(keyed, new TopUp("gift", YearMonth.of(2026, 11), 1)));

    assertThat(maybe(accounts().subscription(given))).isNotNull();
    assertThat(maybe(accounts().subscription(keyed))).isNull();
    assertThat(maybe(accounts().subscription(Fresh.account()))).isNull();
  }

  @Test
  default void holderOf_admittedKey_isItsAccount() {
    var account = Fresh.account();
    var key = Fresh.key();
    done(accounts().admit(account, key));

    assertThat(answerOf(accounts().holderOf(key))).isEqualTo(account);
  }

  @Test
  default void holderOf_nearlyTheKey_isNobody() {
    var key = Fresh.key();
    done(accounts().admit(Fresh.account(), key));

    assertThat(maybe(accounts().holderOf(key))).isNotNull();
    assertThat(maybe(accounts().holderOf(key.substring(0, key.length() - 1)))).isNull();
    assertThat(maybe(accounts().holderOf(key + " "))).isNull();
    assertThat(maybe(accounts().holderOf(key.toUpperCase(Locale.ROOT)))).isNull();
    assertThat(maybe(accounts().holderOf(""))).isNull();
  }

  @Test
  default void holderOf_subscribedAgain_readsAgain() {
    var account = Fresh.account();
    var key = Fresh.key();
    var holder = accounts().holderOf(key);

    assertThat(maybe(holder)).isNull();
    done(accounts().admit(account, key));

    assertThat(maybe(holder)).isEqualTo(account);
  }

  @Test
  default void admit_notSubscribed_admitsNobody() {
    var key = Fresh.key();
    var admission = accounts().admit(Fresh.account(), key);

    assertThat(maybe(accounts().holderOf(key))).isNull();
    done(admission);

    assertThat(maybe(accounts().holderOf(key))).isNotNull();
  }

  @Test
  default void admit_again_changesNothing() {
    var account = Fresh.account();
    var key = Fresh.key();
    var admission = accounts().admit(account, key);
    done(admission);
    done(admission);

    assertThat(answerOf(accounts().holderOf(key))).isEqualTo(account);
  }

  @Test
  default void admit_secondKey_letsBothIn() {
    var account = Fresh.account();
    var first = Fresh.key();
    var second = Fresh.key();
    done(accounts().admit(account, first));
    done(accounts().admit(account, second));

    assertThat(answerOf(accounts().holderOf(first))).isEqualTo(account);
    assertThat(answerOf(accounts().holderOf(second))).isEqualTo(account);
  }

  @Test
  default void admit_keyOfAnother_isRefusedWithoutSayingTheKey() {
    var account = Fresh.account();
    var key = Fresh.key();
    done(accounts().admit(account, key));

    assertThatThrownBy(() -> done(accounts().admit(Fresh.account(), key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(key);
    assertThat(answerOf(accounts().holderOf(key))).isEqualTo(account);
  }

  @Test
  default void admit_emptyKey_isRefused() {
    assertThatThrownBy(() -> done(accounts().admit(Fresh.account(), "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(maybe(accounts().holderOf(""))).isNull();
  }

  @Test
  default void admit_keyOfAnyLetters_letsItIn() {
    var account = Fresh.account();
    var key = "ключ-'\";--\u0000-🔑-" + Fresh.key();
    done(accounts().admit(account, key));

    assertThat(answerOf(accounts().holderOf(key))).isEqualTo(account);
  }
}
