package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.usage.Unbilled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// A plan that reserves audio before it is used.
class TranscriptionReserveTest {
  private static final Policy STRICT = new Policy(Exhaustion.STOP, Policy.USUAL.blindness(),
      Duration.ofSeconds(1), Silence.BILLED, Channels.ONCE, true);

  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS,
      new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), STRICT))),
      Duration.ofMinutes(5));

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_reserved_hearsFromTheFirstWindowOn() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(client.meter().billedMs()).isEqualTo(60_000);
    assertThat(client.meter().unbilledMs(Unbilled.EXHAUSTED)).isZero();
  }

  /// Nobody can reserve: nothing is heard, though there is credit.
  @Test
  void run_counterAwayAtConnect_hearsNothing() {
    rehearsal.till().grant(ANN, 1_000_000);
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(30));

    assertThat(client.meter().billedMs()).isZero();
    assertThat(rehearsal.till().chargedMs()).isZero();
  }

  @Test
  void run_counterBack_hearsAgain() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(10));
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));
    rehearsal.speak(Duration.ofSeconds(30));
    var before = client.meter().billedMs();
    assertThat(before).isBetween(14_000L, 15_100L);

    rehearsal.counterMood(answer -> answer);
    rehearsal.speak(Duration.ofSeconds(20));

    assertThat(client.meter().billedMs() - before).isBetween(18_000L, 20_000L);
  }

  @Test
  void run_becomesUnlimited_needsNoReserveAnyMore() {
    rehearsal.till().grant(ANN, 1_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(10));
    rehearsal.regrant(() -> rehearsal.till().unlimited(ANN));
    rehearsal.speak(Duration.ofSeconds(2));
    rehearsal.counterMood(_ -> Mono.error(new IllegalStateException("down")));

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(client.meter().billedMs()).isEqualTo(72_000);
  }

  /// What one has reserved is not the other's.
  @Test
  void run_allIsReservedByAnother_isToldAndHearsNothing() {
    rehearsal.till().grant(ANN, 4_000);
    var first = rehearsal.connect();
    var second = rehearsal.connect();

    speak(second, 10);

    assertThat(second.told(CreditsExhausted.class)).hasSize(1);
    assertThat(second.meter().billedMs()).isZero();
    assertThat(first.told(CreditsExhausted.class)).isEmpty();
    first.speak(4_000);
    assertThat(first.meter().billedMs()).isEqualTo(4_000);
  }

  @Test
  void run_anotherEnds_usesWhatItHadReserved() {
    rehearsal.till().grant(ANN, 4_000);
    var first = rehearsal.connect();
    var second = rehearsal.connect();
    speak(second, 10);
    assertThat(second.told(CreditsExhausted.class)).hasSize(1);
    first.finish();

    speak(second, 800);
    second.finish();

    assertThat(second.told(CreditsRestored.class)).isNotEmpty();
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(second.meter().billedMs())
        .isBetween(4_000L, 4_100L);
  }

  private void speak(Client client, int windows) {
    for (var i = 0; i < windows; i++) {
      client.speak(100);
      rehearsal.pass(Duration.ofMillis(200));
    }
  }
}
