package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the counter does beyond its contract.
class InProcessCounterTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final StreamId STREAM = new StreamId(new UUID(1, 1));

  private final UsageCounter counter = new InProcessCounter(new InProcessSignals(),
      InstantSource.system(), 7);

  /// Its announcement was lost, and the ledger was read between its settle and the word of it.
  @Test
  void report_settledUnannouncedAndReadMeanwhile_isNotCountedTwice() {
    read(10_000, report(reading(0, 0)).mark());
    var mark = report(reading(5_000, 0)).mark();
    read(15_000, mark);

    var told = report(reading(6_000, 5_000));
    assertThat(told).isInstanceOf(Unseeded.class);
    read(15_000, told.mark());

    assertThat(report(reading(6_000, 5_000))).isInstanceOfSatisfying(Total.class,
        total -> assertThat(total.usedMs()).isEqualTo(16_000));
  }

  @Test
  void report_settledUnannouncedAndNotReadMeanwhile_isKnown() {
    read(10_000, report(reading(0, 0)).mark());
    var _ = report(reading(5_000, 0));

    assertThat(report(reading(6_000, 5_000))).isInstanceOfSatisfying(Total.class,
        total -> assertThat(total.usedMs()).isEqualTo(16_000));
  }

  /// The base was taken without the settle that is under way, which the ledger did not have.
  @Test
  void report_settledThatWasUnderWayWhenSeeded_isExactAfterTheNextRead() {
    read(10_000, report(new Reading(STREAM, ANN, NOVEMBER, 0, 0, 0, 0)).mark());
    var other = new StreamId(new UUID(1, 2));
    var met = report(new Reading(other, ANN, NOVEMBER, 0, 3_000, 1_000, 1_000));
    var _ = report(new Reading(STREAM, ANN, NOVEMBER, 0, 5_000, 0, 5_000));
    read(9_000, met.mark());

    var told = report(reading(5_000, 5_000));
    assertThat(told).isInstanceOf(Unseeded.class);
    read(16_000, told.mark());

    assertThat(report(reading(5_000, 5_000))).isInstanceOfSatisfying(Total.class,
        total -> assertThat(total.usedMs()).isEqualTo(18_000));
  }

  /// The counter takes it for settled, in case the ledger has it; whoever settles it must not.
  @Test
  void orphans_firstHeardOfWithASettleUnderWay_oweThatToo() {
    var left = new Reading(STREAM, ANN, NOVEMBER, 0, 5_000, 1_000, 4_000);
    var _ = report(left);

    assertThat(counter.orphans(Duration.ZERO).collectList().blockOptional().orElseThrow())
        .containsExactly(left);
  }

  @Test
  void marks_ofACounterInAnothersPlace_areAboveThose() {
    assertThat(report(reading(0, 0)).mark()).isEqualTo(new Mark(7, 0));
  }

  /// A stream is looked up by its latest month; what comes late is the old one's all the same.
  @Test
  void report_streamOverAMonthsEnd_countsEachMonthForItself() {
    var december = NOVEMBER.plusMonths(1);
    read(10_000, Mark.NONE);
    read(december, 100, Mark.NONE);
    var _ = report(reading(2_000, 0));
    var _ = report(new Reading(STREAM, ANN, december, 3_000, 3_500, 3_000, 3_000));

    assertThat(total(reading(3_000, 0))).isEqualTo(13_000);
    assertThat(total(new Reading(STREAM, ANN, december, 3_000, 4_000, 3_000, 3_000)))
        .isEqualTo(1_100);
    assertThat(total(reading(2_500, 0))).as("came late").isEqualTo(13_000);
  }

  @Test
  void report_sameStreamOfAnotherAccount_isCountedForThatOne() {
    read(10_000, Mark.NONE);
    var _ = report(reading(2_000, 0));

    assertThat(report(new Reading(STREAM, new AccountId("bob"), NOVEMBER, 500, 0)))
        .isInstanceOf(Unseeded.class);
    assertThat(total(reading(2_000, 0))).isEqualTo(12_000);
  }

  private Tally report(Reading reading) {
    return answer(List.of(Count.of(reading)), List.of()).getFirst();
  }

  private long total(Reading reading) {
    return report(reading) instanceof Total total ? total.usedMs() : -1;
  }

  private void read(long usedMs, Mark mark) {
    read(NOVEMBER, usedMs, mark);
  }

  private void read(YearMonth month, long usedMs, Mark mark) {
    var _ = answer(List.of(), List.of(new LedgerRead(ANN, month, usedMs, mark)));
  }

  private List<Tally> answer(List<Count> counts, List<LedgerRead> reads) {
    return counter.report(counts, reads).blockOptional().orElseThrow();
  }

  private static Reading reading(long usedMs, long settledMs) {
    return new Reading(STREAM, ANN, NOVEMBER, usedMs, settledMs);
  }
}
