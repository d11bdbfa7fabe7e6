package dev.earshot.core.credit;

import static dev.earshot.core.credit.CreditNotices.Crossing.EXHAUSTED;
import static dev.earshot.core.credit.CreditNotices.Crossing.THRESHOLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class InProcessNoticesTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final CreditNotices notices = new InProcessNotices();

  @Test
  void first_ofTheSameCrossing_isOnlyTheFirst() {
    assertThat(first(ANN, NOVEMBER, THRESHOLD, 60)).isTrue();
    assertThat(first(ANN, NOVEMBER, THRESHOLD, 60)).isFalse();
  }

  @Test
  void first_ofAnotherCrossingGrantOrAccount_isFirstAgain() {
    first(ANN, NOVEMBER, THRESHOLD, 60);

    assertThat(first(ANN, NOVEMBER, EXHAUSTED, 60)).isTrue();
    assertThat(first(ANN, NOVEMBER, THRESHOLD, 90)).isTrue();
    assertThat(first(BOB, NOVEMBER, THRESHOLD, 60)).isTrue();
    assertThat(first(ANN, DECEMBER, THRESHOLD, 60)).isTrue();
  }

  @Test
  void first_ofALaterMonth_forgetsTheAccountsEarlierOnesAlone() {
    first(ANN, NOVEMBER, THRESHOLD, 60);
    first(BOB, NOVEMBER, THRESHOLD, 60);
    first(ANN, DECEMBER, THRESHOLD, 60);

    assertThat(first(ANN, NOVEMBER, THRESHOLD, 60)).isTrue();
    assertThat(first(BOB, NOVEMBER, THRESHOLD, 60)).isFalse();
    assertThat(first(ANN, DECEMBER, THRESHOLD, 60)).isFalse();
  }

  private boolean first(AccountId account, YearMonth month, Crossing crossing, long grantMs) {
    return notices.first(account, month, crossing, grantMs).blockOptional().orElseThrow();
  }
}
