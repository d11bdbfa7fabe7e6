package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageLedger;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [UsageLedger] must do: an intent is charged once, whatever happens to the message.
public interface UsageLedgerContract {
  YearMonth NOVEMBER = YearMonth.of(2026, 11);
  YearMonth DECEMBER = YearMonth.of(2026, 12);

  /// The same store each time within a test.
  UsageLedger usageLedger();

  /// Reads the same store.
  AllowanceSource allowances();

  @Test
  default void settle_first_chargesItsLength() {
    var intent = new Settle(Fresh.stream(), Fresh.account(), NOVEMBER, 0, 1_500);

    assertThat(answerOf(usageLedger().settle(intent))).isEqualTo(new Settled(1_500));
    assertThat(used(intent)).isEqualTo(1_500);
  }

  @Test
  default void settle_next_addsToTheMonth() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 1_500)));

    var next = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 1_500, 1_700)));

    assertThat(next).isEqualTo(new Settled(1_700));
    assertThat(used(account, NOVEMBER)).isEqualTo(1_700);
  }

  @Test
  default void settle_notSubscribed_chargesNothing() {
    var intent = new Settle(Fresh.stream(), Fresh.account(), NOVEMBER, 0, 1_500);
    var settled = usageLedger().settle(intent);

    assertThat(used(intent)).isZero();
    answerOf(settled);

    assertThat(used(intent)).isEqualTo(1_500);
  }

  @Test
  default void settle_sentAgain_chargesOnce() {
    var intent = new Settle(Fresh.stream(), Fresh.account(), NOVEMBER, 0, 1_500);
    var settled = usageLedger().settle(intent);
    var first = answerOf(settled);

    assertThat(answerOf(settled)).isEqualTo(first);
    assertThat(answerOf(usageLedger().settle(intent))).isEqualTo(first);
    assertThat(used(intent)).isEqualTo(1_500);
  }

  @Test
  default void settle_replayedLate_answersTheMonthAsItIsNow() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    var first = new Settle(stream, account, NOVEMBER, 0, 1_000);
    answerOf(usageLedger().settle(first));
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 1_000, 5_000)));

    assertThat(answerOf(usageLedger().settle(first))).isEqualTo(new Settled(1_000));
    assertThat(used(account, NOVEMBER)).isEqualTo(5_000);
  }

  @Test
  default void settle_anotherBeganThere_answersWhereThatOneEnds() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 1_000)));

    var longer = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 4_000)));
    var shorter = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 400)));

    assertThat(longer).isEqualTo(new Settled(1_000));
    assertThat(used(account, NOVEMBER)).isEqualTo(1_000);
    assertThat(shorter).isEqualTo(new Settled(1_000));
    assertThat(used(account, NOVEMBER)).isEqualTo(1_000);
  }

  @Test
  default void settle_outOfOrder_chargesTheSame() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    var intents = LongStream.range(0, 6)
        .mapToObj(n -> new Settle(stream, account, NOVEMBER, n * 100, (n + 1) * 100))
        .toList();

    for (var n : List.of(5, 0, 3, 3, 1, 4, 0, 2, 5)) {
      answerOf(usageLedger().settle(intents.get(n)));
    }

    assertThat(used(intents.getFirst())).isEqualTo(600);
  }

  @Test
  default void settle_empty_chargesNothingAndAnswers() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 700)));

    var settled = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 700, 700)));

    assertThat(settled).isEqualTo(new Settled(700));
    assertThat(used(account, NOVEMBER)).isEqualTo(700);
  }

  @Test
  default void settle_empty_doesNotTakeThePlaceOfTheNext() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 0)));

    var settled = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 900)));

    assertThat(settled).isEqualTo(new Settled(900));
    assertThat(used(account, NOVEMBER)).isEqualTo(900);
  }

  @Test
  default void settle_emptyWhereAnotherBegan_answersWhereThatOneEnds() {
    var stream = Fresh.stream();
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 900)));

    var settled = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 0)));

    assertThat(settled).isEqualTo(new Settled(900));
    assertThat(used(account, NOVEMBER)).isEqualTo(900);
  }

  @Test
  default void settle_acrossTheMonthsEnd_chargesEachMonthItsPart() {
    var stream = Fresh.stream();
    var account = Fresh.account();

    var old = answerOf(usageLedger().settle(new Settle(stream, account, NOVEMBER, 0, 300)));
    var young = answerOf(usageLedger().settle(new Settle(stream, account, DECEMBER, 300, 1_000)));

    assertThat(old).isEqualTo(new Settled(300));
    assertThat(used(account, NOVEMBER)).isEqualTo(300);
    assertThat(young).isEqualTo(new Settled(1_000));
    assertThat(used(account, DECEMBER)).isEqualTo(700);
  }

  @Test
  default void settle_ofAnotherAccount_isCountedApart() {
    var one = new Settle(Fresh.stream(), Fresh.account(), NOVEMBER, 0, 300);
    var other = new Settle(Fresh.stream(), Fresh.account(), NOVEMBER, 0, 4_000);
    answerOf(usageLedger().settle(one));
    answerOf(usageLedger().settle(other));

    assertThat(used(one)).isEqualTo(300);
    assertThat(used(other)).isEqualTo(4_000);
  }

  @Test
  default void settle_streamsOfOneAccount_areSummed() {
    var account = Fresh.account();
    answerOf(usageLedger().settle(new Settle(Fresh.stream(), account, NOVEMBER, 0, 300)));

    var second = answerOf(usageLedger().settle(
        new Settle(Fresh.stream(), account, NOVEMBER, 0, 4_000)));

    assertThat(second).isEqualTo(new Settled(4_000));
    assertThat(used(account, NOVEMBER)).isEqualTo(4_300);
  }

  @Test
  default void settle_fromManyThreadsTwiceEach_sumsExactly() {
    var account = Fresh.account();
    var intents = IntStream.range(0, 40)
        .mapToObj(n -> new Settle(Fresh.stream(), account, NOVEMBER, 0, n + 1))
        .toList();

    done(Flux.fromIterable(intents)
        .concatWith(Flux.fromIterable(intents))
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(usageLedger()::settle)
        .then());

    assertThat(used(intents.getFirst())).isEqualTo(40 * 41 / 2);
  }

  private long used(Settle like) {
    return used(like.account(), like.month());
  }

  private long used(AccountId account, YearMonth month) {
    var when = month.atDay(15).atStartOfDay(ZoneOffset.UTC).toInstant();
    var balance = answerOf(allowances().fetch(account, when));
    return ((Allowance.Prepaid) balance.allowance()).usedMs();
  }
}
