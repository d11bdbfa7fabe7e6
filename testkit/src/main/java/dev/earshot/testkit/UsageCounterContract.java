package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.CounterTalk.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.testkit.CounterTalk.Line;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [UsageCounter] must count: the truth as far as it was told, never more, whatever happens to
/// the messages.
public interface UsageCounterContract extends LedgerReadContract {
  YearMonth DECEMBER = YearMonth.of(2026, 12);

  @Test
  default void report_neverSeeded_isUnseeded() {
    var one = new Line(Fresh.account());

    assertThat(talk().report(one.used(1_000, 0))).isInstanceOf(Unseeded.class);
  }

  @Test
  default void report_seeded_totalsBaseAndWhatIsUnsettled() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    talk().seed(one, 50_000);
    var _ = talk().report(other.used(700, 0));

    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(51_700);
  }

  @Test
  default void report_notSubscribed_countsNothing() {
    var one = new Line(Fresh.account());
    talk().seed(one, 0);
    var report = usageCounter().report(List.of(Count.of(one.used(9_000, 0))), List.of());

    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(1_000);
    var _ = answerOf(report);

    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(9_000);
  }

  @Test
  default void report_duplicatesAndOldNews_changeNothing() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var _ = talk().report(one.used(5_000, 0));
    var _ = talk().report(one.used(6_000, 5_000));
    var _ = talk().report(one.used(6_000, 5_000));
    var _ = talk().report(one.used(5_000, 0));
    var _ = talk().report(one.used(1_000, 0));

    assertThat(talk().total(one.used(6_000, 5_000))).isEqualTo(16_000);
  }

  @Test
  default void report_settled_movesToTheBaseAndLeavesTheTotal() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var before = talk().total(one.used(5_000, 0));

    assertThat(talk().total(one.settling(5_000, 0, 5_000))).isEqualTo(before);
    assertThat(talk().total(one.used(5_000, 5_000))).isEqualTo(before);
  }

  @Test
  default void report_monthsAndAccounts_areCountedApart() {
    var one = new Line(Fresh.account());
    var other = new Line(Fresh.account());
    talk().seed(one, 10_000);
    talk().seed(other, 0);
    var _ = talk().report(one.used(1_000, 0));
    var december = new Reading(one.stream(), one.account(), DECEMBER, 1_000, 1_500, 1_000, 1_000);

    assertThat(talk().report(december)).isInstanceOf(Unseeded.class);
    assertThat(talk().total(other.used(10, 0))).isEqualTo(10);
    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(11_000);
  }

  @Test
  default void report_partOfALaterMonth_countsFromItsBeginning() {
    var one = new Line(Fresh.account());
    var december = new Reading(one.stream(), one.account(), DECEMBER, 1_000, 1_500, 1_000, 1_000);
    var mark = talk().report(december).mark();
    answerOf(usageCounter().report(List.of(),
        List.of(new LedgerRead(one.account(), DECEMBER, 0, mark))));

    assertThat(talk().total(december)).isEqualTo(500);
  }

  @Test
  default void report_many_answersInTheirOrder() {
    var lines = Flux.range(0, 300).map(_ -> new Line(Fresh.account())).collectList();
    var all = answerOf(lines);
    var counts = new ArrayList<Count>();
    var seeds = new ArrayList<LedgerRead>();
    for (var i = 0; i < all.size(); i++) {
      counts.add(Count.of(all.get(i).used(i + 1, 0)));
      seeds.add(new LedgerRead(all.get(i).account(), NOVEMBER, 0, Mark.NONE));
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
    talk().seed(lines.getFirst(), 0);
    Flux.range(1, 50)
        .flatMapIterable(n -> lines.stream().map(line -> line.used(n * 10L, n * 5L)).toList())
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(reading -> usageCounter().report(List.of(Count.of(reading)), List.of()))
        .then()
        .block();
    var mark = talk().report(lines.getFirst().used(500, 250)).mark();
    talk().read(lines.getFirst(), 20 * 250, mark);

    assertThat(talk().total(lines.getFirst().used(500, 250))).isEqualTo(20 * 500);
  }

  @Test
  default void want_unseeded_reservesNothing() {
    var one = new Line(Fresh.account());

    assertThat(talk().want(one.used(100, 0), 10_000, 1_000)).isInstanceOf(Unseeded.class);
  }

  @Test
  default void want_enoughLeft_reservesTheSlice() {
    var one = new Line(Fresh.account());
    talk().seed(one, 0);

    assertThat(talk().reserved(one.used(100, 0), 10_000, 1_000)).isEqualTo(1_100);
    assertThat(talk().reserved(one.used(600, 0), 10_000, 1_000)).isEqualTo(1_600);
  }

  @Test
  default void want_ofTwo_neverMoreThanTheGrant() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    talk().seed(one, 9_000);

    assertThat(talk().reserved(one.used(0, 0), 10_000, 800)).isEqualTo(800);
    assertThat(talk().reserved(other.used(0, 0), 10_000, 800)).isEqualTo(200);
    assertThat(talk().reserved(other.used(200, 0), 10_000, 800)).isEqualTo(200);
  }

  @Test
  default void over_whatWasReserved_isFreeAgain() {
    var account = Fresh.account();
    var one = new Line(account);
    var other = new Line(account);
    talk().seed(one, 9_000);
    var _ = talk().reserved(one.used(0, 0), 10_000, 800);
    answerOf(usageCounter().report(List.of(new Count(one.used(100, 0), true, null)), List.of()));

    assertThat(talk().reserved(other.used(0, 0), 10_000, 2_000)).isEqualTo(900);
  }

  private CounterTalk talk() {
    return new CounterTalk(usageCounter());
  }
}
