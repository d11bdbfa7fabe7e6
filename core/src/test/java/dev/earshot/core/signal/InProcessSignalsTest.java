package dev.earshot.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.core.signal.CreditChange.Missed;
import dev.earshot.core.signal.Signal.Raised;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/// News that a slow subscriber does not get is told as missed, whenever it came.
class InProcessSignalsTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");
  private static final int MANY = 2_000;

  private final InProcessSignals signals = new InProcessSignals();

  @Test
  void changes_subscriberThatReads_missNothing() {
    var reader = reader(new Reader());
    reader.request(MANY);

    var raised = raise(ANN, MANY);

    assertThat(reader.heard).isEqualTo(raised);
  }

  @Test
  void changes_moreThanAreKept_areToldAsOneMissed() {
    var reader = reader(new Reader());
    raise(ANN, MANY);

    reader.request(MANY);

    assertThat(reader.misses()).isOne();
  }

  @Test
  void changes_afterTheMissed_areToldAgain() {
    var reader = overrun(new Reader());

    var raised = raise(BOB, 3);

    assertThat(reader.heard).endsWith(raised.toArray(CreditChange[]::new));
  }

  /// The subscriber looks at every signal when it hears of the miss; this change comes while it looks.
  @Test
  void changes_raisedAsTheMissedIsTold_isNotLost() {
    var reader = overrun(new Reader() {
      @Override
      protected void hookOnNext(CreditChange change) {
        super.hookOnNext(change);
        if (change instanceof Missed) {
          raise(BOB, 1);
        }
      }
    });

    assertThat(reader.heardAfterTheMissed()).extracting(InProcessSignalsTest::account)
        .containsExactly(BOB);
  }

  /// It reads as far as the miss and looks at every signal; then comes a change; then it reads on.
  @Test
  void changes_raisedBeforeTheNextIsAskedFor_isNotLost() {
    var reader = reader(new Reader());
    raise(ANN, MANY);
    reader.readToMiss(1);

    raise(BOB, 1);
    reader.request(MANY);

    assertThat(reader.heardAfterTheMissed()).extracting(InProcessSignalsTest::account)
        .contains(BOB);
  }

  @Test
  void changes_overrunAgainAndAgain_areToldAsMissedEachTime() {
    var reader = reader(new Reader());

    for (var i = 1; i <= 3; i++) {
      raise(ANN, MANY);
      reader.readToMiss(i);
    }

    assertThat(reader.misses()).isEqualTo(3);
  }

  @Test
  void changes_ofAnotherSubscriber_areNotMissedForASlowOne() {
    var slow = reader(new Reader());
    var quick = reader(new Reader());
    quick.request(Long.MAX_VALUE);

    var raised = raise(ANN, MANY);

    assertThat(slow.heard).isEmpty();
    assertThat(quick.heard).isEqualTo(raised);
  }

  private <R extends Reader> R reader(R reader) {
    signals.changes().subscribe(reader);
    return reader;
  }

  /// One that has missed something and has read everything else.
  private Reader overrun(Reader reader) {
    reader(reader);
    raise(ANN, MANY);
    reader.request(Long.MAX_VALUE);
    return reader;
  }

  private List<CreditChange> raise(AccountId account, int times) {
    var raised = new ArrayList<CreditChange>();
    for (var i = 0; i < times; i++) {
      Raised value = Objects.requireNonNull(signals.raise(account).block());
      raised.add(new Changed(account, value));
    }
    return raised;
  }

  private static AccountId account(CreditChange change) {
    return switch (change) {
      case Changed(var account, var _) -> account;
      case Missed _ -> ANN;
    };
  }

  /// Reads what it asks for, and asks for nothing by itself.
  private static class Reader extends BaseSubscriber<CreditChange> {
    private final List<CreditChange> heard = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // whoever wants something asks for it
    }

    @Override
    protected void hookOnNext(CreditChange change) {
      heard.add(change);
    }

    /// Reads one by one until it has missed something for this many times.
    void readToMiss(int times) {
      for (var i = 0; i < 2 * MANY && misses() < times; i++) {
        request(1);
      }
    }

    long misses() {
      return heard.stream().filter(Missed.class::isInstance).count();
    }

    List<CreditChange> heardAfterTheMissed() {
      return heard.subList(heard.indexOf(new Missed()) + 1, heard.size());
    }
  }
}
