package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the counter of one gateway believes of streams and ledger.
class CounterTruthTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final AtomicReference<Instant> now = new AtomicReference<>(
      Instant.parse("2026-11-22T12:00:00Z"));
  private final UsageCounter counter = new InProcessCounter(new InProcessSignals(), now::get);

  @Test
  void read_nothingKnown_seeds() {
    assertThat(report(reading(1, 2_000, 0, 0))).isInstanceOf(Unseeded.class);

    read(10_000, Mark.NONE);

    assertThat(total(reading(1, 2_000, 0, 0))).isEqualTo(12_000);
  }

  /// Somebody has corrected the ledger, and nothing was settled since it was asked.
  @Test
  void read_lessThanTheBase_lowersItWhereNothingWasSettledSince() {
    read(10_000, Mark.NONE);
    var mark = report(reading(1, 2_000, 0, 0)).mark();

    read(7_000, mark);

    assertThat(total(reading(1, 2_000, 0, 0))).isEqualTo(9_000);
  }

  @Test
  void read_lessThanTheBase_keepsWhatWasSettledSince() {
    read(10_000, Mark.NONE);
    report(reading(1, 0, 0, 0));
    report(reading(1, 8_000, 0, 5_000));
    var mark = report(reading(1, 8_000, 5_000, 5_000)).mark();
    report(reading(1, 8_000, 5_000, 8_000));
    report(reading(1, 8_000, 8_000, 8_000));

    read(12_000, mark);

    assertThat(total(reading(1, 8_000, 8_000, 8_000))).isEqualTo(15_000);
  }

  @Test
  void read_lessThanTheBaseAndNotMarked_changesNothing() {
    read(10_000, Mark.NONE);

    read(7_000, Mark.NONE);

    assertThat(total(reading(1, 2_000, 0, 0))).isEqualTo(12_000);
  }

  /// The mark is of a counter that lived before this one.
  @Test
  void read_markThatKnowsMoreSettles_doesNotLower() {
    read(10_000, Mark.NONE);
    var mark = report(reading(1, 2_000, 0, 0)).mark();

    read(7_000, new Mark(mark.generation(), mark.risenMs() + 1));

    assertThat(total(reading(1, 2_000, 0, 0))).isEqualTo(12_000);
  }

  @Test
  void read_withTheSettleThatIsUnderWay_isNotCountedTwice() {
    read(10_000, Mark.NONE);
    report(reading(1, 0, 0, 0));
    var mark = report(reading(1, 5_000, 0, 5_000)).mark();

    read(15_000, mark);

    assertThat(total(reading(1, 5_000, 0, 5_000))).isEqualTo(15_000);
  }

  @Test
  void report_streamWithAPast_isUnseededUntilAReadThatKnowsIt() {
    read(10_000, Mark.NONE);
    var before = report(reading(1, 0, 0, 0)).mark();

    var met = report(reading(2, 5_000, 3_000, 3_000));
    assertThat(met).isInstanceOf(Unseeded.class);
    read(13_000, before);
    read(13_000, Mark.NONE);
    assertThat(report(reading(2, 5_000, 3_000, 3_000))).isInstanceOf(Unseeded.class);
    read(13_000, met.mark());

    assertThat(total(reading(2, 5_000, 3_000, 3_000))).isEqualTo(15_000);
  }

  @Test
  void report_streamWithoutAPast_staysSeeded() {
    read(10_000, Mark.NONE);

    assertThat(total(new Reading(stream(1), ANN, NOVEMBER, 4_000, 6_000, 4_000, 4_000)))
        .isEqualTo(12_000);
  }

  /// Whether the ledger that was read had it, nobody knows; when it is charged, the ledger does.
  @Test
  void report_settleThatWasUnderWayWhenFirstHeard_isExactAfterItsCharge() {
    read(10_000, Mark.NONE);
    var met = report(reading(1, 5_000, 1_000, 4_000));
    read(11_000, met.mark());

    var charged = report(reading(1, 5_000, 4_000, 4_000));
    assertThat(charged).isInstanceOf(Unseeded.class);
    read(14_000, charged.mark());

    assertThat(total(reading(1, 5_000, 4_000, 4_000))).isEqualTo(15_000);
  }

  @Test
  void report_settledOfAStreamThatIsKnown_leavesTheTotal() {
    read(10_000, Mark.NONE);
    report(reading(1, 0, 0, 0));
    report(reading(1, 5_000, 0, 4_000));

    assertThat(total(reading(1, 5_000, 4_000, 4_000))).isEqualTo(15_000);
  }

  @Test
  void want_enoughLeft_isASliceBeyondWhatIsUsed() {
    read(10_000, Mark.NONE);

    assertThat(reserved(1, 2_000, new Want(60_000, 5_000))).isEqualTo(7_000);
    assertThat(reserved(1, 4_000, new Want(60_000, 5_000))).isEqualTo(9_000);
  }

  @Test
  void want_othersHaveReserved_isWhatTheyLeave() {
    read(10_000, Mark.NONE);
    var want = new Want(20_000, 8_000);

    assertThat(reserved(1, 0, want)).isEqualTo(8_000);
    assertThat(reserved(2, 0, want)).isEqualTo(2_000);
    assertThat(reserved(1, 4_000, want)).isEqualTo(8_000);
    assertThat(reserved(1, 8_000, want)).isEqualTo(8_000);
    assertThat(reserved(2, 2_000, want)).isEqualTo(2_000);
  }

  @Test
  void want_noMore_keepsWhatWasReserved() {
    read(10_000, Mark.NONE);
    reserved(1, 0, new Want(60_000, 5_000));

    assertThat(reserved(1, 2_000, null)).isEqualTo(5_000);
    assertThat(reserved(1, 6_000, null)).isEqualTo(6_000);
  }

  @Test
  void over_whatWasReserved_isFreeForOthersAndStaysSo() {
    read(10_000, Mark.NONE);
    var want = new Want(20_000, 8_000);
    reserved(1, 0, want);

    answer(new Count(reading(1, 3_000, 0, 0), true, null));
    assertThat(reserved(2, 0, want)).isEqualTo(7_000);
    answer(new Count(reading(1, 2_000, 0, 0), false, null)); // came late

    assertThat(reserved(2, 0, want)).isEqualTo(7_000);
  }

  @Test
  void orphans_silentAsLong_areThoseThatOwe() {
    report(reading(1, 5_000, 0, 0));
    report(reading(2, 5_000, 0, 5_000));
    report(reading(2, 5_000, 5_000, 5_000));
    now.set(now.get().plusSeconds(30));
    report(reading(3, 5_000, 0, 0));

    assertThat(orphans(30)).containsExactly(reading(1, 5_000, 0, 0));
    assertThat(orphans(31)).isEmpty();
    assertThat(orphans(0)).hasSize(2);
  }

  @Test
  void report_monthsLater_forgetsTheAccountsOldOnes() {
    read(10_000, Mark.NONE);
    answer(List.of(), List.of(new LedgerRead(BOB, NOVEMBER, 20_000, Mark.NONE)));

    report(reading(ANN, NOVEMBER.plusMonths(2)));
    assertThat(report(reading(ANN, NOVEMBER))).isInstanceOf(Total.class);
    report(reading(ANN, NOVEMBER.plusMonths(3)));

    assertThat(report(reading(ANN, NOVEMBER))).isInstanceOf(Unseeded.class);
    assertThat(report(reading(BOB, NOVEMBER))).isInstanceOf(Total.class);
  }

  private Tally report(Reading reading) {
    return answer(Count.of(reading));
  }

  private long total(Reading reading) {
    return report(reading) instanceof Total total ? total.usedMs() : -1;
  }

  private long reserved(long stream, long used, @Nullable Want want) {
    return answer(new Count(reading(stream, used, 0, 0), false, want)) instanceof Total total
        ? total.reservedToMs()
        : -1;
  }

  private void read(long usedMs, Mark mark) {
    answer(List.of(), List.of(new LedgerRead(ANN, NOVEMBER, usedMs, mark)));
  }

  private Tally answer(Count count) {
    return answer(List.of(count), List.of()).getFirst();
  }

  private List<Tally> answer(List<Count> counts, List<LedgerRead> reads) {
    return counter.report(counts, reads).blockOptional().orElseThrow();
  }

  private List<Reading> orphans(long silentSeconds) {
    return counter.orphans(Duration.ofSeconds(silentSeconds))
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private static Reading reading(AccountId account, YearMonth month) {
    return new Reading(stream(9), account, month, 0, 0);
  }

  private static Reading reading(long stream, long used, long settled, long intended) {
    return new Reading(stream(stream), ANN, NOVEMBER, 0, used, settled, intended);
  }

  private static StreamId stream(long number) {
    return new StreamId(new UUID(0, number));
  }
}
