package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted.Reason;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Unbilled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// What a stream does as its account's credit comes and goes.
class TranscriptionCreditTest {
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");

  private final Rehearsal rehearsal = new Rehearsal();

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_nothingLeftAtConnect_isToldOnceAndHearsNothing() {
    rehearsal.till().grant(ANN, 0);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(150));
    client.finish();

    assertThat(client.told(CreditsExhausted.class))
        .containsExactly(new CreditsExhausted(0, Reason.USED_UP, Optional.of(MONTH_END)));
    assertThat(rehearsal.ear().legs()).isEmpty();
    assertThat(client.inlet().waiting()).isZero();
    assertThat(client.meter().unbilledMs(Unbilled.EXHAUSTED)).isEqualTo(150_000);
    assertThat(client.meter().billedMs()).isZero();
    assertThat(rehearsal.till().chargedMs()).isZero();
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
  }

  @Test
  void run_accountThatNobodyCreated_hasNothingLeft() {
    var client = rehearsal.connect();

    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(0, 0));
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {10_100, 10_101, 10_150, 10_199})
  void run_usedUpInMidStream_isToldWithTheNextWindow(long grant) {
    rehearsal.till().grant(ANN, grant);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMillis(grant));
    assertThat(client.told(CreditsExhausted.class)).isEmpty();

    client.speak(100);

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.meter().billedMs()).isBetween(grant, grant + 100);
    assertThat(rehearsal.ear().heardSamples()).isEqualTo(client.meter().billedMs() * 8);
    assertThat(client.meter().unbilledMs(Unbilled.EXHAUSTED)).isEqualTo(100);
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(client.meter().billedMs());
  }

  @Test
  void run_usedUpInMidStream_saysItsLastWords() {
    rehearsal.till().grant(ANN, 7_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(30));

    assertThat(client.words()).isEqualTo("w0 w1 w2 w3 w4 w5 w6");
    assertThat(client.isOver()).isFalse();
    assertThat(client.inlet().waiting()).isZero();
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
  }

  @Test
  void run_usedUpAsTheClientHangsUp_isToldBeforeTheEnd() {
    rehearsal.till().grant(ANN, 1_000);
    rehearsal.till().ledgerMood(answer -> answer.delayElement(Duration.ofSeconds(1)));
    var client = rehearsal.connect();
    rehearsal.pass(Duration.ofSeconds(1));
    rehearsal.speak(Duration.ofMillis(1_100));

    client.finish();

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
  }

  @Test
  void run_creditComesBack_hearsAgainWhereTheClockStands() {
    rehearsal.till().grant(ANN, 7_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(20));
    assertThat(client.told(CreditsRestored.class)).isEmpty();
    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 100_000));
    rehearsal.speak(Duration.ofSeconds(1)); // the next beat looks at the signal

    rehearsal.speak(Duration.ofSeconds(3));
    client.finish();

    assertThat(client.told(CreditsRestored.class))
        .containsExactly(new CreditsRestored(new Prepaid(100_000, 7_000)));
    assertThat(client.words()).isEqualTo("w0 w1 w2 w3 w4 w5 w6 w21 w22 w23");
    assertThat(client.finals()).extracting(Final::utterance).containsExactly(0L, 1L, 2L);
    assertThat(rehearsal.ear().legs()).extracting(Leg::firstUtterance).containsExactly(0L, 2L);
    assertThat(client.inlet().readers()).isEqualTo(3);
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(10_000);
    assertThat(client.meter().unbilledMs(Unbilled.EXHAUSTED)).isEqualTo(14_000);
  }

  @Test
  void run_creditComesBackWhileTheClientIsSilent_isToldWithinASecond() {
    rehearsal.till().grant(ANN, 0);
    var client = rehearsal.connect();
    rehearsal.regrant(() -> rehearsal.till().unlimited(ANN));

    rehearsal.pass(Duration.ofSeconds(1));

    assertThat(client.told(CreditsRestored.class))
        .containsExactly(new CreditsRestored(new Unlimited()));
    assertThat(rehearsal.ear().legs()).hasSize(1);
  }

  @Test
  void run_littleLeft_isToldOnceAndAgainAfterThereWasMore() {
    rehearsal.till().grant(ANN, 240_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMinutes(3));
    assertThat(client.told(ThresholdReached.class)).containsExactly(new ThresholdReached(180_000));

    rehearsal.speak(Duration.ofMinutes(2));
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 480_000));
    rehearsal.speak(Duration.ofSeconds(2));
    assertThat(client.told(CreditsRestored.class)).hasSize(1);

    rehearsal.speak(Duration.ofMinutes(2));
    assertThat(client.told(ThresholdReached.class)).hasSize(2);
    assertThat(rehearsal.crossings()).containsExactly(Crossing.THRESHOLD, Crossing.EXHAUSTED,
        Crossing.THRESHOLD);
  }

  @Test
  void run_unlimited_isNeverToldExhausted() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(40));

    assertThat(client.told(CreditsExhausted.class)).isEmpty();
    assertThat(client.told(ThresholdReached.class)).isEmpty();
    assertThat(rehearsal.till().fetches()).isOne(); // nobody has announced a change
    assertThat(client.meter().billedMs()).isEqualTo(2_400_000);
  }

  @Test
  void run_twoStreamsOfAnAccount_seeEachOthersUse() {
    rehearsal.till().grant(ANN, 300_000);
    var one = rehearsal.connect();
    var other = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(1));

    assertThat(one.lastLeft().allowance()).isEqualTo(new Prepaid(300_000, 120_000));
    assertThat(other.lastLeft().allowance()).isEqualTo(new Prepaid(300_000, 120_000));
    rehearsal.speak(Duration.ofSeconds(200));
    assertThat(one.told(CreditsExhausted.class)).hasSize(1);
    assertThat(other.told(CreditsExhausted.class)).hasSize(1);
    assertThat(rehearsal.till().chargedMs()).isBetween(300_000L, 420_000L);
    assertThat(one.meter().billedMs() + other.meter().billedMs())
        .isEqualTo(rehearsal.till().chargedMs());
  }

  @Test
  void run_creditTakenAwayAndTheCounterIsAway_stopsWithTheNextAnswer() {
    rehearsal.till().grant(ANN, 10_000_000);
    var client = rehearsal.connect();
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));
    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 0));

    rehearsal.speak(Duration.ofMinutes(16));

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.meter().billedMs()).isEqualTo(900_000);
  }

  @Test
  void run_creditTakenAwayAndAnnounced_stopsWithTheNextBeat() {
    rehearsal.till().grant(ANN, 10_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(10));
    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 0));

    rehearsal.speak(Duration.ofSeconds(10));

    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.meter().billedMs()).isEqualTo(11_000);
    assertThat(rehearsal.till().fetches()).isEqualTo(2);
  }

  /// The store of signals lost what it knew, and nobody heard the push.
  @Test
  void run_counterBeganAnew_asksTheLedgerWithinTheLifeOfItsAnswer() {
    rehearsal.till().grant(ANN, 36_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMinutes(2));

    rehearsal.till().grant(ANN, 72_000_000);
    rehearsal.counterMood(answer -> answer.map(TranscriptionCreditTest::ofAnotherCounter));
    rehearsal.speak(Duration.ofMinutes(17));

    assertThat(client.lastLeft().allowance()).isInstanceOfSatisfying(Prepaid.class,
        left -> assertThat(left.grantMs()).isEqualTo(72_000_000));
  }

  private static List<Tally> ofAnotherCounter(List<Tally> tallies) {
    return tallies.stream().<Tally>map(tally -> switch (tally) {
      case Tally.Total(var usedMs, var reservedToMs, var mark, var signal) ->
        new Tally.Total(usedMs,
            reservedToMs, new Mark(mark.generation() + 1, mark.risenMs()), signal);
      case Tally.Unseeded unseeded -> unseeded;
    }).toList();
  }
}
