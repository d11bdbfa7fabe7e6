package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.Script.Fault;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.test.StepVerifier;

class TranscriptionTest {
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");

  private Rehearsal rehearsal = new Rehearsal();

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_connected_tellsTheStagesThenTheCredit() {
    rehearsal.till().unlimited(ANN);

    var client = rehearsal.connect();

    assertThat(client.told()).containsExactly(Stage.INITIATING, Stage.RECOGNISER_INITIATING,
        Stage.READY, new CreditsLeft(new Unlimited(), MONTH_END));
  }

  @Test
  void run_notSubscribed_doesNothing() {
    var client = rehearsal.connect(0);

    assertThat(client.told()).isEmpty();
    assertThat(rehearsal.till().fetches()).isZero();
    assertThat(client.inlet().isRead()).isFalse();
  }

  @Test
  void run_twice_areTwoStreams() {
    rehearsal.till().unlimited(ANN);
    var sound = Flux.<Sound>just(new Window(0, 8_000, new short[0]));

    for (var id = 0; id < 2; id++) {
      var spec = new StreamSpec(new StreamId(new UUID(9, id)), ANN, Rehearsal.FORMAT, "en");
      StepVerifier.create(rehearsal.transcription().run(spec, sound))
          .expectNextCount(6)
          .expectNext(new StreamEvent.Billed(1_000))
          .verifyComplete();
    }

    assertThat(rehearsal.till().chargedMs()).isEqualTo(2_000);
  }

  @Test
  void run_speech_isHeardInOrder() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(7));
    client.finish();

    assertThat(client.words()).isEqualTo("w0 w1 w2 w3 w4 w5 w6");
    assertThat(client.finals()).extracting(Final::utterance).containsExactly(0L, 1L);
    assertThat(client.told()).filteredOn(event -> event instanceof Heard(_, Partial _)).hasSize(7);
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
  }

  @Test
  void run_eachTick_paysAndTellsWhatIsLeft() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(2));

    assertThat(client.told(CreditsLeft.class)).extracting(CreditsLeft::allowance)
        .containsExactly(new Prepaid(1_000_000, 0), new Prepaid(1_000_000, 60_000),
            new Prepaid(1_000_000, 120_000));
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(120_000);
    assertThat(rehearsal.till().fetches()).isOne();
  }

  @Test
  void run_silentClient_isToldItsCreditAllTheSame() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();

    rehearsal.pass(Duration.ofMinutes(2));

    assertThat(client.told(CreditsLeft.class)).hasSize(3);
    assertThat(rehearsal.till().asked()).isEmpty();
  }

  @Test
  void run_completed_hasPaidTheLastPiece() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMillis(61_300));

    client.inlet().complete();

    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(61_300);
    assertThat(rehearsal.till().asked()).extracting(settle -> settle.toMs())
        .containsExactly(60_000L, 61_300L);
  }

  @Test
  void run_recogniserFails_failsAndHasPaidTheLastPiece() {
    restart(Script.failing(Fault.LOST, Duration.ofSeconds(2)));
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(5));

    assertThat(client.end()).isEqualTo(SignalType.ON_ERROR);
    assertThat(client.inlet().isRead()).isFalse();
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(2_000);
  }

  @Test
  void run_cancelled_stopsReadingAndPaysTheLastPiece() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMillis(1_500));

    client.cancel();

    assertThat(client.inlet().isRead()).isFalse();
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(1_500);
    rehearsal.pass(Duration.ofMinutes(5));
    assertThat(client.told(CreditsLeft.class)).hasSize(1);
  }

  @Test
  void run_ended_forgetsTheStreamInTheJournal() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(3));
    assertThat(rehearsal.journal().rows()).hasSize(1);

    client.finish();

    assertThat(rehearsal.journal().rows()).isEmpty();
  }

  @Test
  void run_flush_saysWhatWasHeard() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMillis(1_200));

    client.flush();

    assertThat(client.words()).isEqualTo("w0 w1");
    assertThat(client.meter().receivedSamples()).isEqualTo(9_600);
  }

  @Test
  void run_slowWords_areToldBeforeTheEnd() {
    restart(Script.delayed(Duration.ofSeconds(2)));
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(6));

    client.inlet().complete();
    assertThat(client.isOver()).isFalse();
    rehearsal.pass(Duration.ofSeconds(2));

    assertThat(client.words()).isEqualTo("w0 w1 w2 w3 w4 w5");
    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
  }

  @Test
  void run_onlySilenceOfTheWire_completesWithoutCharge() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();

    client.finish();

    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
    assertThat(client.finals()).isEmpty();
    assertThat(rehearsal.till().asked()).isEqualTo(List.of());
  }

  @Test
  void run_clientDoesNotReadItsCredit_losesNoSoundAndSaysSo() {
    rehearsal.till().unlimited(ANN);
    rehearsal.connect(4);

    rehearsal.pass(Duration.ofHours(3));

    assertThat(rehearsal.faults()).contains("tell a client its credit");
  }

  @Test
  void run_endlessGrant_isNotExhausted() {
    rehearsal.till().grant(ANN, Long.MAX_VALUE);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(2));

    assertThat(client.meter().billedMs()).isEqualTo(120_000);
  }

  @Test
  void run_journalHangs_endsAllTheSame() {
    rehearsal.journal().mood(_ -> Mono.never());
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(1));

    client.finish();

    assertThat(client.end()).isEqualTo(SignalType.ON_COMPLETE);
    assertThat(rehearsal.faults()).contains("close the journal of a stream");
  }

  private void restart(Script script) {
    rehearsal.close();
    rehearsal = new Rehearsal("2026-11-22T12:00:00Z", script);
    rehearsal.till().unlimited(ANN);
  }
}
