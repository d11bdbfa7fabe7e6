package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What the seed system's 51 tests ask of its credit cache and its usage tick, asked of a whole stream.
/// The number in a name is the seed's.
///
/// The seed has no counter, so here it is away where an answer's age is what matters. Its tests 1 to 11,
/// 22 to 25 and 37 to 50 are about its other caches. Tests 29 to 35 look for a word in the source of
/// those who change a plan and of the stream; here a stream has to behave so. Test 51 is the contract of
/// the signals, over every store.
class SeedCreditBehaviourTest {
  private static final Policy GOES_ON = new Policy(Exhaustion.CONTINUE, Policy.USUAL.blindness(),
      Policy.USUAL.threshold(), Silence.BILLED, Channels.ONCE, false);

  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS,
      new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), GOES_ON))),
      Duration.ZERO);

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void seed12_firstTick_fetches() {
    connectWithoutCounter(3_600);

    assertThat(rehearsal.till().fetches()).isOne();
  }

  @Test
  void seed13_hundredSecondsOld_doesNotFetch() {
    connectWithoutCounter(3_600);

    rehearsal.speak(Duration.ofSeconds(100));

    assertThat(rehearsal.till().fetches()).isOne();
  }

  @Test
  void seed14_nineHundredAndOneSecondsOld_fetches() {
    connectWithoutCounter(3_600);
    rehearsal.speak(Duration.ofSeconds(899));
    assertThat(rehearsal.till().fetches()).isOne();

    rehearsal.speak(Duration.ofSeconds(2));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
  }

  @Test
  void seed15_aMinuteOfAnHour_leaves3540() {
    var client = connectWithoutCounter(3_600);

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(remaining(client)).isEqualTo(3_540_000);
  }

  @Test
  void seed16_aMinuteOfThirtySeconds_leavesNothingAndNoLess() {
    var client = connectWithoutCounter(30);

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(remaining(client)).isZero();
  }

  @Test
  void seed17_unlimited_isNeverDecremented() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(20));

    assertThat(client.told(CreditsLeft.class)).hasSizeGreaterThan(10)
        .allMatch(left -> left.allowance() instanceof Unlimited);
  }

  @Test
  void seed18_nothingLeftAndSixtyOneSecondsOld_fetches() {
    connectWithoutCounter(0);

    rehearsal.speak(Duration.ofSeconds(61));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
  }

  @Test
  void seed19_nothingLeftAndThirtySecondsOld_doesNotFetch() {
    connectWithoutCounter(0);

    rehearsal.speak(Duration.ofSeconds(30));

    assertThat(rehearsal.till().fetches()).isOne();
  }

  @Test
  void seed20_signalAtFiveSeconds_fetches() {
    connect(3_600);
    rehearsal.speak(Duration.ofSeconds(4));
    raise();

    rehearsal.speak(Duration.ofSeconds(1));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
  }

  @Test
  void seed21_noSignal_doesNotFetch() {
    connect(3_600);

    rehearsal.speak(Duration.ofSeconds(5));

    assertThat(rehearsal.till().fetches()).isOne();
  }

  @Test
  void seed26_raisedSignal_isRead() {
    var raised = raise();

    assertThat(rehearsal.signals().read(ANN).block()).isEqualTo(raised);
  }

  @Test
  void seed27_noSignal_isAbsent() {
    assertThat(rehearsal.signals().read(ANN).block()).isEqualTo(Signal.absent());
  }

  @Test
  void seed28_signalForThreeStreams_isSeenByEach() {
    var clients = List.of(connect(0), connect(0), connect(0));

    rehearsal.regrant(() -> rehearsal.till().unlimited(ANN));
    rehearsal.pass(Duration.ofSeconds(2));

    assertThat(clients).allMatch(client -> client.told(CreditsRestored.class).size() == 1);
  }

  /// The seed looks for the call in the source of its stream.
  @Test
  void seed34And35_changeThatWasAnnounced_refreshesWhatTheStreamBelieves() {
    var client = connect(3_600);

    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 7_200_000));
    rehearsal.pass(Duration.ofSeconds(1));

    assertThat(remaining(client)).isEqualTo(7_200_000);
  }

  /// Who reads takes nothing away: a stream that comes later sees it too, and one that has seen it does
  /// not fetch for it again.
  @Test
  void seed36_signalThatWasRead_isStillThere() {
    connect(3_600);
    var raised = raise();
    rehearsal.speak(Duration.ofMinutes(5));

    assertThat(rehearsal.signals().read(ANN).block()).isEqualTo(raised);
    assertThat(rehearsal.till().fetches()).isEqualTo(2);
  }

  private Client connect(long seconds) {
    rehearsal.till().grant(ANN, seconds * 1_000);
    return rehearsal.connect();
  }

  private Client connectWithoutCounter(long seconds) {
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("away")));
    return connect(seconds);
  }

  private Signal raise() {
    return Objects.requireNonNull(rehearsal.signals().raise(ANN).block());
  }

  private static long remaining(Client client) {
    return remaining(client.lastLeft().allowance());
  }

  private static long remaining(Allowance allowance) {
    return switch (allowance) {
      case Unlimited _ -> Long.MAX_VALUE;
      case Prepaid prepaid -> prepaid.remainingMs();
    };
  }
}
