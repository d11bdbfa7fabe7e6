package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whether anything has changed is told by a number.
class StandingTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final UsageMeter meter = new UsageMeter(new StreamId(new UUID(0, 1)),
      new AccountId("ann"), AudioFormat.pcm16(8_000));

  @Test
  void stand_nothingChanged_isTheSameOne() {
    bill(500);
    var before = meter.stand(NOVEMBER);
    meter.skip(window(500), Unbilled.SILENCE);
    meter.settled(0);

    assertThat(meter.stand(NOVEMBER)).isSameAs(before);
  }

  @Test
  void stand_somethingChanged_hasALaterNumber() {
    var opened = number(NOVEMBER);
    bill(500);
    var used = number(NOVEMBER);
    meter.intend(NOVEMBER);
    var intended = number(NOVEMBER);
    meter.settled(200);
    var partlySettled = number(NOVEMBER);
    var turned = number(DECEMBER);
    meter.settled(500);
    var settled = number(DECEMBER);

    assertThat(new long[]{opened, used, intended, partlySettled, turned, settled}).isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain(0);
  }

  /// Or a stream that has nothing to pay would be written and reported at each of its ticks.
  @Test
  void stand_nothingToIntend_isTheSameOne() {
    bill(500);
    meter.settled(500);
    var before = meter.stand(NOVEMBER);

    assertThat(meter.intend(NOVEMBER)).isEmpty();
    assertThat(meter.stand(NOVEMBER)).isSameAs(before);
  }

  @Test
  void stand_debtOfTheMonthBefore_isTheSameOneUntilSomethingChanges() {
    bill(500);
    meter.stand(NOVEMBER);
    var both = meter.stand(DECEMBER);
    assertThat(both.readings()).hasSize(2);
    assertThat(meter.stand(DECEMBER)).isSameAs(both);

    bill(1);

    assertThat(number(DECEMBER)).isGreaterThan(both.number());
  }

  @Test
  void isNothing_ofAMonthThatBeginsWithoutDebt_untilSomethingIsUsed() {
    bill(500);
    meter.stand(NOVEMBER);
    meter.settled(500);
    assertThat(meter.stand(NOVEMBER).isNothing()).isFalse();
    assertThat(meter.stand(DECEMBER).isNothing()).isTrue();

    bill(1);

    assertThat(meter.stand(DECEMBER).isNothing()).isFalse();
  }

  @Test
  void hasUnbilled_billedOnly_isFalseUntilSomethingIsSkipped() {
    bill(500);
    assertThat(meter.hasUnbilled()).isFalse();

    meter.skip(window(1), Unbilled.OWN_RECOGNITION);

    assertThat(meter.hasUnbilled()).isTrue();
  }

  private long number(YearMonth month) {
    return meter.stand(month).number();
  }

  private void bill(long millis) {
    meter.bill(window(millis));
  }

  private static Window window(long millis) {
    return new Window(0, millis * 8, new short[0]);
  }
}
