package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.DEADLINE;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Stores that are slow, away, or lose their answers: no stream notices, nothing is charged twice.
class TranscriptionFaultTest {
  private final Rehearsal rehearsal = new Rehearsal();

  /// What becomes of a call to a store.
  enum Mood {
    /// It fails at once.
    DOWN,
    /// It never answers.
    HANGING,
    /// It throws instead of failing.
    THROWING;

    <T> UnaryOperator<Mono<T>> ofAnAnswer() {
      return switch (this) {
        case DOWN -> _ -> Mono.error(new IllegalStateException("down"));
        case HANGING -> _ -> Mono.never();
        case THROWING -> _ -> {
          throw new IllegalStateException("thrown");
        };
      };
    }
  }

  @BeforeEach
  void unlimited() {
    rehearsal.till().unlimited(ANN);
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @ParameterizedTest
  @EnumSource
  void run_bothStoresAway_hearsAllAndEnds(Mood mood) {
    rehearsal.till().ledgerMood(mood.ofAnAnswer());
    rehearsal.till().sourceMood(mood.ofAnAnswer());
    var client = rehearsal.connect();
    rehearsal.pass(DEADLINE.multipliedBy(2));
    assertThat(client.told()).containsExactly(Stage.INITIATING, Stage.RECOGNISER_INITIATING,
        Stage.READY);

    rehearsal.speak(Duration.ofSeconds(200));
    client.finish();

    assertThat(client.finals().stream().mapToInt(said -> said.words().size()).sum())
        .isEqualTo(200);
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
    assertThat(rehearsal.faults()).contains("settle usage", "fetch credit");
    assertThat(rehearsal.till().chargedMs()).isZero();
    assertThat(rehearsal.journal().rows()).singleElement()
        .matches(left -> left.usedMs() == 200_000 && left.settledMs() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void run_ledgerComesBack_isPaidTheAnnouncedPieceAndThenTheRest(Mood mood) {
    rehearsal.till().ledgerMood(mood.ofAnAnswer());
    rehearsal.connect();
    rehearsal.pass(DEADLINE);
    rehearsal.speak(Duration.ofMillis(176_900)); // up to the third tick
    assertThat(rehearsal.till().chargedMs()).isZero();

    rehearsal.till().healed();
    rehearsal.speak(Duration.ofMillis(3_200));

    assertThat(rehearsal.till().asked()).singleElement()
        .matches(settle -> settle.fromMs() == 0 && settle.toMs() >= 57_000);
    rehearsal.speak(Duration.ofMinutes(1));
    assertThat(rehearsal.till().asked().getLast())
        .matches(settle -> settle.fromMs() >= 57_000 && settle.toMs() >= 177_000);
  }

  @ParameterizedTest
  @EnumSource
  void run_sourceComesBack_tellsTheCreditThen(Mood mood) {
    rehearsal.till().grant(ANN, 1_000_000);
    rehearsal.till().sourceMood(mood.ofAnAnswer());
    var client = rehearsal.connect();
    rehearsal.pass(DEADLINE);
    assertThat(client.told(CreditsLeft.class)).isEmpty();

    rehearsal.till().healed();
    rehearsal.pass(Duration.ofMinutes(1));

    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(1_000_000, 0));
  }

  @Test
  void run_slowLedger_losesNoSoundAndPaysAll() {
    rehearsal.till().ledgerMood(answer -> answer.delayElement(DEADLINE.minusMillis(1)));
    var client = rehearsal.connect();
    client.speak(100);
    rehearsal.pass(DEADLINE);

    rehearsal.speak(Duration.ofMinutes(3));
    client.finish();

    assertThat(client.meter().billedMs()).isEqualTo(180_100);
    assertThat(rehearsal.till().chargedMs()).isEqualTo(180_100);
    assertThat(rehearsal.faults()).isEmpty();
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
  }

  @Test
  void run_ledgerSlowerThanTheDeadline_isPaidAllTheSame() {
    rehearsal.till().ledgerMood(answer -> answer.delayElement(DEADLINE.plusSeconds(1)));
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMinutes(3));
    rehearsal.till().healed();

    client.finish();

    assertThat(client.meter().isSettled()).isTrue();
    assertThat(rehearsal.till().chargedMs()).isEqualTo(180_000);
  }

  @Test
  void run_everySecondCallFails_chargesEachPieceOnce() {
    var calls = new int[1];
    rehearsal.till()
        .ledgerMood(
            answer -> calls[0]++ % 2 == 0 ? Mono.error(new IllegalStateException("down")) : answer);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(615));
    client.finish();

    assertThat(rehearsal.till().chargedMs()).isEqualTo(615_000);
    assertThat(client.meter().isSettled()).isTrue();
  }

  @Test
  void run_answersLost_goesOnWhereTheEarlierIntentEnded() {
    var client = rehearsal.connect();
    rehearsal.till().ledgerMood(TranscriptionFaultTest::lost);
    rehearsal.speak(Duration.ofSeconds(150));
    assertThat(rehearsal.till().chargedMs()).isEqualTo(60_000);

    rehearsal.till().healed();
    client.finish();

    assertThat(rehearsal.till().chargedMs()).isEqualTo(150_000);
    assertThat(rehearsal.till().asked().getLast())
        .matches(settle -> settle.fromMs() == 60_000 && settle.toMs() == 150_000);
    assertThat(client.meter().isSettled()).isTrue();
  }

  /// The answer names 60 s of 120; the rest of this stream's own use counts all the same.
  @Test
  void run_earlierIntentFound_takesItsOwnRestOffWhatIsLeft() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.till().ledgerMood(TranscriptionFaultTest::lost);
    rehearsal.speak(Duration.ofSeconds(60));
    rehearsal.till().healed();

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(1_000_000, 120_000));
  }

  @Test
  void run_ledgerAway_stillStopsWhenItsOwnUseReachesTheGrant() {
    rehearsal.till().grant(ANN, 90_000);
    var client = rehearsal.connect();
    rehearsal.till().ledgerMood(Mood.DOWN.ofAnAnswer());

    rehearsal.speak(Duration.ofMillis(90_100));

    assertThat(client.meter().billedMs()).isEqualTo(90_000);
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    rehearsal.speak(Duration.ofMinutes(3)); // a fetch alone knows nothing of it
    assertThat(client.meter().billedMs()).isEqualTo(90_000);
    rehearsal.till().healed();
    client.finish();
    assertThat(rehearsal.till().chargedMs()).isEqualTo(90_000);
  }

  @Test
  void run_ledgerAway_takesItsOwnUseOffWhatTheStoreTells() {
    rehearsal.till().grant(ANN, 10_000_000);
    var other = new StreamId(new UUID(9, 9));
    rehearsal.till().settle(new Settle(other, ANN, NOVEMBER, 0, 5_000_000)).block();
    var client = rehearsal.connect();
    rehearsal.till().ledgerMood(Mood.DOWN.ofAnAnswer());
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));

    rehearsal.speak(Duration.ofMinutes(14));
    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(10_000_000, 5_840_000));
    rehearsal.speak(Duration.ofMinutes(1));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(10_000_000, 5_900_000));
  }

  /// What is used while the store is asked counts once: the answer holds at the tick's own sample.
  @Test
  void run_speaksWhileTheSourceAnswers_usesTheWholeGrant() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.till().sourceMood(answer -> answer.delayElement(DEADLINE.minusMillis(50)));

    rehearsal.speak(Duration.ofSeconds(1_001));

    assertThat(client.meter().billedMs()).isEqualTo(1_000_000);
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
  }

  private static Mono<Settled> lost(Mono<Settled> answer) {
    return answer.then(Mono.error(new IllegalStateException("answer lost")));
  }
}
