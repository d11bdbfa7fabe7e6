package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.DECEMBER;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// A stream that runs over a month's end.
class TranscriptionMonthTest {
  private final Rehearsal rehearsal = new Rehearsal("2026-11-30T23:58:00Z", Script.FLAWLESS);

  @BeforeEach
  void unlimited() {
    rehearsal.till().unlimited(ANN);
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_monthEndsInMidStream_asksForTheNewMonth() {
    rehearsal.till().grant(ANN, 90_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofMillis(119_900));
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.lastLeft().allowance()).isEqualTo(new Prepaid(90_000, 90_000));

    rehearsal.speak(Duration.ofMillis(70_100));

    assertThat(client.told(CreditsRestored.class)).isNotEmpty();
    assertThat(client.lastLeft().resetsAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    client.finish();
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(90_000);
    assertThat(rehearsal.till().usedMs(ANN, DECEMBER))
        .isEqualTo(client.meter().billedMs() - 90_000);
  }

  @Test
  void run_monthEndsWithCreditLeft_asksForTheNewMonthAfterTheJitter() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(2));
    assertThat(rehearsal.till().fetches()).isOne();
    rehearsal.speak(Duration.ofMinutes(1));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
    assertThat(client.told(CreditsLeft.class).getLast()).isEqualTo(
        new CreditsLeft(new Prepaid(1_000_000, 60_000), Instant.parse("2027-01-01T00:00:00Z")));
  }

  @Test
  void run_answerLostAtTheMonthsEnd_isNotChargedInBoth() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.till()
        .ledgerMood(answer -> answer.then(Mono.error(new IllegalStateException("lost"))));
    rehearsal.speak(Duration.ofSeconds(130));
    rehearsal.till().healed();

    rehearsal.speak(Duration.ofSeconds(100));
    client.finish();

    assertThat(rehearsal.till().chargedMs()).isEqualTo(230_000);
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(120_000);
    assertThat(rehearsal.till().usedMs(ANN, DECEMBER)).isEqualTo(110_000);
    assertThat(client.meter().isSettled()).isTrue();
  }

  @Test
  void run_monthEndsBetweenTwoTicks_chargesBothMonthsWithTheNextOne() {
    rehearsal.till().unlimited(ANN);
    rehearsal.pass(Duration.ofSeconds(30));
    rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(2));

    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isBetween(89_000L, 90_000L);
    assertThat(rehearsal.till().chargedMs()).isEqualTo(120_000);
  }

  /// The stream stays in the new month, and so does what it asks and tells of it.
  @Test
  void run_clockSetBackOverTheMonthsEnd_tellsTheCounterNothingOfTheOldMonth() {
    rehearsal.till().grant(ANN, 1_000_000);
    rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(150));

    rehearsal.setClock(Duration.ofSeconds(-100));
    rehearsal.regrant(() -> rehearsal.till().grant(ANN, 2_000_000));
    rehearsal.speak(Duration.ofSeconds(20));

    var probe = new Reading(new StreamId(new UUID(8, 0)), ANN, DECEMBER, 0, 0);
    StepVerifier.create(rehearsal.counter().report(List.of(Count.of(probe)), List.of()))
        .assertNext(tallies -> assertThat(tallies.getFirst()).isInstanceOfSatisfying(Total.class,
            total -> assertThat(total.usedMs()).isBetween(49_000L, 50_000L)))
        .verifyComplete();
  }
}
