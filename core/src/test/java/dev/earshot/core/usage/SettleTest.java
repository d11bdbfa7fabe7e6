package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettleTest {
  private static final StreamId STREAM = new StreamId(new UUID(0, 1));
  private static final AccountId ACCOUNT = new AccountId("ann");
  private static final YearMonth MONTH = YearMonth.of(2026, 3);
  private static final String ID = "00000000-0000-0000-0000-000000000001_202603_1234567";

  @Test
  void id_ofAnIntent_namesStreamMonthAndBegin() {
    assertThat(settle(1_234_567, 2_000_000).id()).isEqualTo(ID);
  }

  @Test
  void id_ofAnotherEnd_isTheSame() {
    assertThat(settle(5, 10).id()).isEqualTo(settle(5, 20).id());
  }

  /// Two instances with different settings would otherwise charge the same audio twice.
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "fa-IR", "th-TH-u-nu-thai"})
  void id_underAnyLocale_isTheSame(String tag) {
    var usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(settle(1_234_567, 2_000_000).id()).isEqualTo(ID);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void isEmpty_nothingToCharge_isTrue() {
    assertThat(settle(5, 5).isEmpty()).isTrue();
  }

  @Test
  void isEmpty_aMillisecondToCharge_isFalse() {
    assertThat(settle(5, 6).isEmpty()).isFalse();
  }

  @Test
  void settle_ofANewStream_isEmpty() {
    assertThat(reading(0, 0).settle().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"5, 4", "-1, 4"})
  void newSettle_outOfOrder_isRefused(long from, long to) {
    assertThatThrownBy(() -> settle(from, to)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toMs: " + to + " (expected: >= fromMs " + from + " >= 0)");
  }

  @Test
  void settle_ofAReading_chargesWhatIsNotSettled() {
    assertThat(reading(900, 300).settle()).isEqualTo(settle(300, 900));
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "5, -1", "-2, -1"})
  void newReading_moreSettledThanUsed_isRefused(long used, long settled) {
    assertThatThrownBy(() -> reading(used, settled)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("usedMs: " + used + " (expected: >= intendedMs " + settled
            + " >= settledMs " + settled + " >= fromMs 0 >= 0)");
  }

  private static Settle settle(long from, long to) {
    return new Settle(STREAM, ACCOUNT, MONTH, from, to);
  }

  private static Reading reading(long used, long settled) {
    return new Reading(STREAM, ACCOUNT, MONTH, used, settled);
  }
}
