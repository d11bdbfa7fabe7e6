package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.CounterTalk.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.testkit.CounterTalk.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [UsageCounter] must make of what the ledger says, and of settles of which nobody knows
/// whether the ledger has them: none is counted twice, and none is forgotten.
public interface LedgerReadContract {
  /// The same counter each time within a test.
  UsageCounter usageCounter();

  @Test
  default void read_whileASettleIsUnderWay_isNotCountedTwice() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var mark = talk().report(one.settling(5_000, 0, 5_000)).mark();
    talk().read(one, 15_000, mark); // the ledger has it already, the stream has not heard of it

    assertThat(talk().total(one.used(5_000, 5_000))).isEqualTo(15_000);
  }

  @Test
  default void read_moreThanTheBase_raisesIt() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var mark = talk().report(one.used(1_000, 0)).mark();
    talk().read(one, 90_000, mark); // somebody who could not report has settled

    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(91_000);
  }

  @Test
  default void read_older_doesNotLowerWhatWasSettledSince() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var mark = talk().report(one.used(4_000, 0)).mark();
    var _ = talk().report(one.used(4_000, 4_000));
    talk().read(one, 10_000, mark);
    talk().read(one, 10_000, Mark.NONE);

    assertThat(talk().total(one.used(4_000, 4_000))).isEqualTo(14_000);
  }

  @Test
  default void report_ofAStreamWithAPast_isUnseededUntilTheLedgerWasRead() {
    var account = Fresh.account();
    var one = new Line(account);
    var stranger = new Line(account);
    talk().seed(one, 10_000);
    var old = talk().report(one.used(1_000, 0)).mark();
    var met = talk().report(stranger.used(7_000, 5_000));
    talk().read(one, 15_000, old);

    assertThat(met).isInstanceOf(Unseeded.class);
    assertThat(talk().report(one.used(1_000, 0))).isInstanceOf(Unseeded.class);
    talk().read(one, 15_000, met.mark());

    assertThat(talk().total(one.used(1_000, 0))).isEqualTo(18_000);
  }

  @Test
  default void report_ofAStreamThatIsBeingSettled_isExactWhenThatIsCharged() {
    var account = Fresh.account();
    var one = new Line(account);
    var stranger = new Line(account);
    talk().seed(one, 10_000);
    talk().read(one, 10_000, talk().report(stranger.settling(7_000, 0, 5_000)).mark());
    assertThat(talk().total(one.used(0, 0))).isEqualTo(12_000);
    var charged = talk().report(stranger.used(7_000, 5_000));
    assertThat(charged).isInstanceOf(Unseeded.class);
    talk().read(one, 15_000, charged.mark());

    assertThat(talk().total(one.used(0, 0))).isEqualTo(17_000);
  }

  /// Its announcement was lost, and the ledger was read between its settle and the word of it.
  @Test
  default void report_settledUnannouncedAndReadMeanwhile_isNotCountedTwice() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    talk().read(one, 15_000, talk().report(one.used(5_000, 0)).mark());

    var told = talk().report(one.used(6_000, 5_000));
    assertThat(told).isInstanceOf(Unseeded.class);
    talk().read(one, 15_000, told.mark());

    assertThat(talk().total(one.used(6_000, 5_000))).isEqualTo(16_000);
  }

  @Test
  default void report_settledUnannouncedAndNotReadMeanwhile_isKnown() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var _ = talk().report(one.used(5_000, 0));

    assertThat(talk().total(one.used(6_000, 5_000))).isEqualTo(16_000);
  }

  /// The base was taken without the settle that is under way, which the ledger did not have.
  @Test
  default void report_settledThatWasUnderWayWhenSeeded_isExactAfterTheNextRead() {
    var account = Fresh.account();
    var one = new Line(account);
    talk().seed(one, 10_000);
    var met = talk().report(new Line(account).used(3_000, 1_000));
    var _ = talk().report(one.settling(5_000, 0, 5_000));
    talk().read(one, 9_000, met.mark());

    var told = talk().report(one.used(5_000, 5_000));
    assertThat(told).isInstanceOf(Unseeded.class);
    talk().read(one, 16_000, told.mark());

    assertThat(talk().total(one.used(5_000, 5_000))).isEqualTo(18_000);
  }

  @Test
  default void report_withARead_takesThatFirst() {
    var one = new Line(Fresh.account());
    talk().seed(one, 10_000);
    var mark = talk().report(one.used(5_000, 0)).mark();
    var settling = Count.of(one.settling(5_000, 0, 5_000));

    var tally = answerOf(usageCounter().report(List.of(settling),
        List.of(new LedgerRead(one.account(), NOVEMBER, 15_000, mark)))).getFirst();

    assertThat(tally).isInstanceOfSatisfying(Total.class,
        total -> assertThat(total.usedMs()).isEqualTo(20_000));
  }

  @Test
  default void orphans_silentAndOwing_areGivenWithTheirIntents() {
    var one = new Line(Fresh.account());
    var left = one.settling(5_000, 1_000, 1_000);
    var _ = talk().report(left);
    var _ = talk().report(one.settling(5_000, 1_000, 4_000));

    assertThat(talk().orphans(one)).containsExactly(one.settling(5_000, 1_000, 4_000));
  }

  /// The counter takes it for settled, in case the ledger has it; whoever settles it must not.
  @Test
  default void orphans_firstHeardOfWithASettleUnderWay_oweThatToo() {
    var one = new Line(Fresh.account());
    var left = one.settling(4_000, 1_000, 4_000);
    var _ = talk().report(left);

    assertThat(talk().orphans(one)).containsExactly(left);
  }

  @Test
  default void orphans_allOfItCharged_areNone() {
    var one = new Line(Fresh.account());
    var other = new Line(one.account());
    var _ = talk().report(one.settling(5_000, 1_000, 5_000));
    var _ = talk().report(one.used(5_000, 5_000));
    var _ = talk().report(other.used(1, 0));

    assertThat(talk().orphans(one)).containsExactly(other.used(1, 0));
  }

  private CounterTalk talk() {
    return new CounterTalk(usageCounter());
  }
}
