package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
  private static final StreamId STREAM = new StreamId(new UUID(0, 1));
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final YearMonth JANUARY = YearMonth.of(2027, 1);

  private final UsageMeter meter = new UsageMeter(STREAM, ANN, AudioFormat.pcm16(44_100));

  @Test
  void bill_manyPieces_losesNothingToRounding() {
    var random = new Random(11);
    var billed = 0L;
    var skipped = 0L;
    for (var i = 0; i < 10_000; i++) {
      var samples = random.nextLong(500);
      if (random.nextBoolean()) {
        meter.bill(window(samples));
        billed += samples;
      } else {
        meter.skip(window(samples), Unbilled.DISCARDED);
        skipped += samples;
      }
    }

    assertThat(meter.billedMs()).as("seed 11").isEqualTo(billed * 1_000 / 44_100);
    assertThat(meter.unbilledMs(Unbilled.DISCARDED)).as("seed 11")
        .isEqualTo(skipped * 1_000 / 44_100);
    assertThat(meter.unbilledMs(Unbilled.EXHAUSTED)).isZero();
    assertThat(meter.receivedSamples()).isEqualTo(billed + skipped);
  }

  @Test
  void intend_whereSomebodySpoke_tellsEachMillisecondOfItOnce() {
    speak(1_000);
    bill(2_000);
    assertThat(meter.intend(NOVEMBER)).contains(new Settle(STREAM, ANN, NOVEMBER, 0, 3_000, 1_000));

    speak(500);
    assertThat(meter.intend(NOVEMBER)).as("the same again, it was not charged")
        .contains(new Settle(STREAM, ANN, NOVEMBER, 0, 3_000, 1_000));

    meter.settled(3_000);
    assertThat(meter.intend(NOVEMBER))
        .contains(new Settle(STREAM, ANN, NOVEMBER, 3_000, 3_500, 500));
    meter.settled(3_500);
    assertThat(meter.speechMs()).isEqualTo(1_500);
  }

  @Test
  void intend_acrossAMonthsEnd_tellsNoMoreSpeechThanThereIsSound() {
    speak(1_000);
    meter.readings(NOVEMBER);
    meter.readings(DECEMBER);
    speak(2_000);

    assertThat(meter.intend(DECEMBER)).contains(new Settle(STREAM, ANN, NOVEMBER, 0, 1_000, 1_000));
    meter.settled(1_000);
    assertThat(meter.intend(DECEMBER))
        .contains(new Settle(STREAM, ANN, DECEMBER, 1_000, 3_000, 2_000));
  }

  @Test
  void readings_ofANewStream_oweNothing() {
    assertThat(meter.readings(NOVEMBER)).containsExactly(reading(NOVEMBER, 0, 0));
    assertThat(meter.isSettled()).isTrue();
  }

  @Test
  void readings_afterASettle_oweTheRest() {
    bill(3_000);
    meter.settled(2_000);

    assertThat(meter.readings(NOVEMBER)).containsExactly(reading(NOVEMBER, 3_000, 2_000));
    assertThat(meter.settledMs()).isEqualTo(2_000);
    assertThat(meter.isSettled()).isFalse();
  }

  @Test
  void settled_answerThatComesLate_changesNothing() {
    bill(3_000);
    meter.settled(3_000);
    meter.settled(1_000);

    assertThat(meter.isSettled()).isTrue();
  }

  @Test
  void settled_beyondWhatWasUsed_isReadAsUsed() {
    bill(1_000);
    meter.settled(3_000);

    assertThat(meter.readings(NOVEMBER)).containsExactly(reading(NOVEMBER, 3_000, 3_000));
  }

  @Test
  void readings_monthEndsWithDebt_keepTheDebtInItsMonth() {
    bill(1_000);
    meter.readings(NOVEMBER);
    bill(500);
    meter.readings(DECEMBER); // the month ends here, once
    bill(250);

    assertThat(meter.readings(DECEMBER)).containsExactly(reading(NOVEMBER, 1_500, 0),
        part(DECEMBER, 1_500, 1_750, 1_500));
  }

  @Test
  void readings_debtOfTheOldMonthPartlyPaid_keepTheRest() {
    bill(1_500);
    meter.readings(NOVEMBER);
    meter.readings(DECEMBER);
    meter.settled(1_499);

    assertThat(meter.readings(DECEMBER)).containsExactly(reading(NOVEMBER, 1_500, 1_499),
        part(DECEMBER, 1_500, 1_500, 1_500));
  }

  @Test
  void readings_debtOfTheOldMonthPaid_areOfTheNewOne() {
    bill(1_500);
    meter.readings(NOVEMBER);
    meter.readings(DECEMBER);
    bill(100);
    meter.settled(1_500);

    assertThat(meter.readings(DECEMBER)).containsExactly(part(DECEMBER, 1_500, 1_600, 1_500));
  }

  @Test
  void readings_monthEndsWithoutDebt_areOfTheNewOne() {
    bill(1_000);
    meter.readings(NOVEMBER);
    meter.settled(1_000);

    assertThat(meter.readings(DECEMBER)).containsExactly(part(DECEMBER, 1_000, 1_000, 1_000));
  }

  @Test
  void readings_secondMonthEndsWithDebtOfTheFirst_waitForIt() {
    bill(1_000);
    meter.readings(NOVEMBER);
    meter.readings(DECEMBER);
    bill(1_000);
    assertThat(meter.readings(JANUARY)).containsExactly(reading(NOVEMBER, 1_000, 0),
        part(DECEMBER, 1_000, 2_000, 1_000));
    meter.settled(1_000);

    assertThat(meter.readings(JANUARY)).containsExactly(part(DECEMBER, 1_000, 2_000, 1_000),
        part(JANUARY, 2_000, 2_000, 2_000));
  }

  @Test
  void readings_clockGoesBack_stayInTheirMonth() {
    meter.readings(DECEMBER);
    bill(1_000);

    assertThat(meter.readings(NOVEMBER)).containsExactly(reading(DECEMBER, 1_000, 0));
  }

  @Test
  void intend_usedMoreSince_repeatsTheSameIntent() {
    bill(1_000);
    var intent = meter.intend(NOVEMBER);
    bill(500);

    assertThat(intent).contains(new Settle(STREAM, ANN, NOVEMBER, 0, 1_000));
    assertThat(meter.intend(NOVEMBER)).isEqualTo(intent);
    assertThat(meter.readings(NOVEMBER))
        .containsExactly(new Reading(STREAM, ANN, NOVEMBER, 0, 1_500, 0, 1_000));
  }

  @Test
  void intend_settled_isTheRest() {
    bill(1_000);
    meter.intend(NOVEMBER);
    bill(500);
    meter.settled(1_000);

    assertThat(meter.intend(NOVEMBER)).contains(new Settle(STREAM, ANN, NOVEMBER, 1_000, 1_500));
  }

  @Test
  void intend_anotherHadChargedLess_isTheRestOfTheIntent() {
    bill(1_000);
    meter.intend(NOVEMBER);
    meter.settled(300);

    assertThat(meter.intend(NOVEMBER)).contains(new Settle(STREAM, ANN, NOVEMBER, 300, 1_000));
  }

  @Test
  void intend_oldMonthOwes_isTheOldMonths() {
    bill(1_000);
    meter.readings(NOVEMBER);
    meter.readings(DECEMBER);
    bill(500);

    assertThat(meter.intend(DECEMBER)).contains(new Settle(STREAM, ANN, NOVEMBER, 0, 1_000));
    meter.settled(1_000);
    assertThat(meter.intend(DECEMBER))
        .contains(new Settle(STREAM, ANN, DECEMBER, 1_000, 1_500));
  }

  @Test
  void intend_nothingOwed_isEmpty() {
    bill(1_000);
    meter.settled(1_000);

    assertThat(meter.intend(NOVEMBER)).isEmpty();
  }

  private void speak(long ms) {
    bill(ms);
    meter.speak(0, window(ms * 44_100 / 1_000));
  }

  private void bill(long millis) {
    meter.bill(window(Math.ceilDiv(millis * 44_100, 1_000)));
  }

  private static Window window(long samples) {
    return new Window(0, samples, new short[0]);
  }

  private static Reading part(YearMonth month, long from, long used, long settled) {
    return new Reading(STREAM, ANN, month, from, used, settled, settled);
  }

  private static Reading reading(YearMonth month, long used, long settled) {
    return new Reading(STREAM, ANN, month, used, settled);
  }
}
