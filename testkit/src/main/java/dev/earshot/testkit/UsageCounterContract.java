package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.core.usage.UsageCounter;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [UsageCounter] must count: the truth as far as it was told, never more, whatever happens to
/// the messages.
public interface UsageCounterContract {
  YearMonth NOVEMBER = YearMonth.of(2026, 11);
  YearMonth DECEMBER = YearMonth.of(2026, 12);

  /// The same counter each time within a test.
  UsageCounter usageCounter();

  @Test
  default void report_neverSeeded_isUnseeded() {
    var one = new Line(Fresh.account());

    assertThat(report(one.used(1_000, 0))).isInstanceOf(Unseeded.class);
  }

  @Test
  default void report_seeded_totalsBaseAndWhatIsUnsettled() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    seed(one, 50_000);
    var _ = report(other.used(700, 0));

    assertThat(total(one.used(1_000, 0))).isEqualTo(51_700);
  }

  @Test
  default void report_notSubscribed_countsNothing() {
    var one = new Line(Fresh.account());
    seed(one, 0);
    var report = usageCounter().report(List.of(Count.of(one.used(9_000, 0))), List.of());

    assertThat(total(one.used(1_000, 0))).isEqualTo(1_000);
    var _ = answerOf(report);

    assertThat(total(one.used(1_000, 0))).isEqualTo(9_000);
  }

  @Test
  default void report_duplicatesAndOldNews_changeNothing() {
    var one = new Line(Fresh.account());
    seed(one, 10_000);
    var _ = report(one.used(5_000, 0));
    var _ = report(one.used(6_000, 5_000));
    var _ = report(one.used(6_000, 5_000));
    var _ = report(one.used(5_000, 0));
    var _ = report(one.used(1_000, 0));

    assertThat(total(one.used(6_000, 5_000))).isEqualTo(16_000);
  }

  @Test
  default void report_settled_movesToTheBaseAndLeavesTheTotal() {
    var one = new Line(Fresh.account());
    seed(one, 10_000);
    var before = total(one.used(5_000, 0));

    assertThat(total(one.settling(5_000, 0, 5_000))).isEqualTo(before);
    assertThat(total(one.used(5_000, 5_000))).isEqualTo(before);
  }

  @Test
  default void read_whileASettleIsUnderWay_isNotCountedTwice() {
    var one = new Line(Fresh.account());
    seed(one, 10_000);
    var mark = report(one.settling(5_000, 0, 5_000)).mark();
    read(one, 15_000, mark); // the ledger has it already, the stream has not heard of it

    assertThat(total(one.used(5_000, 5_000))).isEqualTo(15_000);
  }

  @Test
  default void read_moreThanTheBase_raisesIt() {
    var one = new Line(Fresh.account());
    seed(one, 10_000);
    var mark = report(one.used(1_000, 0)).mark();
    read(one, 90_000, mark); // somebody who could not report has settled

    assertThat(total(one.used(1_000, 0))).isEqualTo(91_000);
  }

  @Test
  default void read_older_doesNotLowerWhatWasSettledSince() {
    var one = new Line(Fresh.account());
    seed(one, 10_000);
    var mark = report(one.used(4_000, 0)).mark();
    var _ = report(one.used(4_000, 4_000));
    read(one, 10_000, mark);
    read(one, 10_000, Mark.NONE);

    assertThat(total(one.used(4_000, 4_000))).isEqualTo(14_000);
  }

  @Test
  default void report_ofAStreamWithAPast_isUnseededUntilTheLedgerWasRead() {
    var account = Fresh.account();
    var one = new Line(account);
    var stranger = new Line(account);
    seed(one, 10_000);
    var old = report(one.used(1_000, 0)).mark();
    var met = report(stranger.used(7_000, 5_000));
    read(one, 15_000, old);

    assertThat(met).isInstanceOf(Unseeded.class);
    assertThat(report(one.used(1_000, 0))).isInstanceOf(Unseeded.class);
    read(one, 15_000, met.mark());

    assertThat(total(one.used(1_000, 0))).isEqualTo(18_000);
  }

  @Test
  default void report_ofAStreamThatIsBeingSettled_isExactWhenThatIsCharged() {
    var account = Fresh.account();
    var one = new Line(account);
    var stranger = new Line(account);
    seed(one, 10_000);
    read(one, 10_000, report(stranger.settling(7_000, 0, 5_000)).mark());
    assertThat(total(one.used(0, 0))).isEqualTo(12_000);
    var charged = report(stranger.used(7_000, 5_000));
    assertThat(charged).isInstanceOf(Unseeded.class);
    read(one, 15_000, charged.mark());

    assertThat(total(one.used(0, 0))).isEqualTo(17_000);
  }

  @Test
  default void report_monthsAndAccounts_areCountedApart() {
    var one = new Line(Fresh.account());
    var other = new Line(Fresh.account());
    seed(one, 10_000);
    seed(other, 0);
    var _ = report(one.used(1_000, 0));
    var december = new Reading(one.stream, one.account, DECEMBER, 1_000, 1_500, 1_000, 1_000);

    assertThat(report(december)).isInstanceOf(Unseeded.class);
    assertThat(total(other.used(10, 0))).isEqualTo(10);
    assertThat(total(one.used(1_000, 0))).isEqualTo(11_000);
  }

  @Test
  default void report_partOfALaterMonth_countsFromItsBeginning() {
    var one = new Line(Fresh.account());
    var december = new Reading(one.stream, one.account, DECEMBER, 1_000, 1_500, 1_000, 1_000);
    var mark = report(december).mark();
    answerOf(usageCounter().report(List.of(),
        List.of(new LedgerRead(one.account, DECEMBER, 0, mark))));

    assertThat(total(december)).isEqualTo(500);
  }

  @Test
  default void report_many_answersInTheirOrder() {
    var lines = Flux.range(0, 300).map(_ -> new Line(Fresh.account())).collectList();
    var all = answerOf(lines);
    var counts = new ArrayList<Count>();
    var seeds = new ArrayList<LedgerRead>();
    for (var i = 0; i < all.size(); i++) {
      counts.add(Count.of(all.get(i).used(i + 1, 0)));
      seeds.add(new LedgerRead(all.get(i).account, NOVEMBER, 0, Mark.NONE));
    }

    var tallies = answerOf(usageCounter().report(counts, seeds));

    assertThat(tallies).hasSize(300);
    for (var i = 0; i < 300; i++) {
      assertThat(tallies.get(i)).isInstanceOfSatisfying(Total.class, tally -> assertThat(
          tally.usedMs()).isPositive());
      assertThat(((Total) tallies.get(i)).usedMs()).isEqualTo(i + 1);
    }
  }

  @Test
  default void report_empty_answersNothing() {
    assertThat(answerOf(usageCounter().report(List.of(), List.of()))).isEmpty();
  }

  @Test
  default void report_fromManyThreads_sumsExactly() {
    var account = Fresh.account();
    var lines = Stream.generate(() -> new Line(account)).limit(20).toList();
    seed(lines.getFirst(), 0);
    Flux.range(1, 50)
        .flatMapIterable(n -> lines.stream().map(line -> line.used(n * 10L, n * 5L)).toList())
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(reading -> usageCounter().report(List.of(Count.of(reading)), List.of()))
        .then()
        .block();
    var mark = report(lines.getFirst().used(500, 250)).mark();
    read(lines.getFirst(), 20 * 250, mark);

    assertThat(total(lines.getFirst().used(500, 250))).isEqualTo(20 * 500);
  }

  @Test
  default void want_unseeded_reservesNothing() {
    var one = new Line(Fresh.account());

    assertThat(want(one.used(100, 0), 10_000, 1_000)).isInstanceOf(Unseeded.class);
  }

  @Test
  default void want_enoughLeft_reservesTheSlice() {
    var one = new Line(Fresh.account());
    seed(one, 0);

    assertThat(reserved(one.used(100, 0), 10_000, 1_000)).isEqualTo(1_100);
    assertThat(reserved(one.used(600, 0), 10_000, 1_000)).isEqualTo(1_600);
  }

  @Test
  default void want_ofTwo_neverMoreThanTheGrant() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    seed(one, 9_000);

    assertThat(reserved(one.used(0, 0), 10_000, 800)).isEqualTo(800);
    assertThat(reserved(other.used(0, 0), 10_000, 800)).isEqualTo(200);
    assertThat(reserved(other.used(200, 0), 10_000, 800)).isEqualTo(200);
  }

  @Test
  default void over_whatWasReserved_isFreeAgain() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    seed(one, 9_000);
    var _ = reserved(one.used(0, 0), 10_000, 800);
    answerOf(usageCounter().report(List.of(new Count(one.used(100, 0), true, null)), List.of()));

    assertThat(reserved(other.used(0, 0), 10_000, 2_000)).isEqualTo(900);
  }

  /// One stream and its account.
  record Line(AccountId account, StreamId stream) {
    Line(AccountId account) {
      this(account, Fresh.stream());
    }

    Reading used(long usedMs, long settledMs) {
      return settling(usedMs, settledMs, settledMs);
    }

    Reading settling(long usedMs, long settledMs, long intendedMs) {
      return new Reading(stream, account, NOVEMBER, 0, usedMs, settledMs, intendedMs);
    }
  }

  private Tally report(Reading reading) {
    return answerOf(usageCounter().report(List.of(Count.of(reading)), List.of())).getFirst();
  }

  private long total(Reading reading) {
    return ((Total) report(reading)).usedMs();
  }

  private Tally want(Reading reading, long grantMs, long sliceMs) {
    var count = new Count(reading, false, new Want(grantMs, sliceMs));
    return answerOf(usageCounter().report(List.of(count), List.of())).getFirst();
  }

  private long reserved(Reading reading, long grantMs, long sliceMs) {
    return ((Total) want(reading, grantMs, sliceMs)).reservedToMs();
  }

  private void seed(Line line, long ledgerMs) {
    read(line, ledgerMs, report(line.used(0, 0)).mark());
  }

  private void read(Line line, long ledgerMs, Mark mark) {
    answerOf(usageCounter().report(List.of(),
        List.of(new LedgerRead(line.account, NOVEMBER, ledgerMs, mark))));
  }
}
