package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Unbilled;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// How often a stream asks, tells and pays.
class TranscriptionTickTest {
  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS,
      Plans.none(), Duration.ofMinutes(5));

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_nothingChanges_isToldWhatIsLeftOnceATick() {
    rehearsal.till().grant(ANN, 10_000_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(4));

    assertThat(client.told(CreditsLeft.class)).extracting(left -> left.allowance().usedMs())
        .containsExactly(0L, 60_000L, 120_000L, 180_000L, 240_000L);
  }

  @Test
  void run_plentyLeft_notifiesNobody() {
    rehearsal.till().grant(ANN, 10_000_000);
    rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(4));

    assertThat(rehearsal.crossings()).isEmpty();
  }

  /// The counter's answer is half a second old when it comes.
  @Test
  void run_slowCounter_subtractsWhatWasSpokenMeanwhileToo() {
    rehearsal.till().grant(ANN, 10_000_000);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(58));
    rehearsal.counterMood(answer -> answer.delayElement(Duration.ofMillis(500)));

    rehearsal.speak(Duration.ofSeconds(3));

    assertThat(client.lastLeft().allowance()).isInstanceOfSatisfying(Prepaid.class,
        left -> assertThat(left.usedMs()).isBetween(60_300L, 60_700L));
  }

  /// Together two streams reach the grant between two ticks, at which neither alone is near it.
  @Test
  void run_usedUpByAllTogether_isToldBeforeTheNextTick() {
    rehearsal.till().grant(ANN, 20_000);
    var one = rehearsal.connect();
    var other = rehearsal.connect();

    rehearsal.speak(Duration.ofSeconds(13));

    assertThat(one.told(CreditsExhausted.class)).hasSize(1);
    assertThat(other.told(CreditsExhausted.class)).hasSize(1);
    assertThat(one.meter().billedMs() + other.meter().billedMs()).isBetween(20_000L, 22_200L);
  }

  @Test
  void run_settleEveryFiveMinutes_paysThenAndNotBefore() {
    rehearsal.till().unlimited(ANN);
    rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(299));
    assertThat(rehearsal.till().asked()).isEmpty();

    rehearsal.speak(Duration.ofSeconds(2));
    assertThat(rehearsal.till().chargedMs()).isEqualTo(300_000);
    rehearsal.speak(Duration.ofSeconds(298));
    assertThat(rehearsal.till().asked()).hasSize(1);
    rehearsal.speak(Duration.ofSeconds(2));

    assertThat(rehearsal.till().asked()).extracting(Settle::toMs)
        .containsExactly(300_000L, 600_000L);
  }

  @Test
  void run_speaksOn_tellsWhatIsBilledBeforeItIsSettledOrOver() {
    rehearsal.till().unlimited(ANN);
    var client = rehearsal.connect();
    rehearsal.speak(Duration.ofSeconds(10));

    assertThat(rehearsal.till().asked()).isEmpty();
    assertThat(rehearsal.billedMs()).isBetween(9_000L, 10_000L);
    client.finish();
    rehearsal.pass(Duration.ofSeconds(1));

    assertThat(rehearsal.billedMs()).isEqualTo(client.meter().billedMs()).isEqualTo(10_000);
    assertThat(rehearsal.unbilledMs()).isEmpty();
  }

  @Test
  void run_nothingLeft_tellsWhatIsNotBilledWhileTheStreamGoesOn() {
    rehearsal.till().grant(ANN, 2_000);
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(2));

    assertThat(rehearsal.billedMs()).isEqualTo(client.meter().billedMs());
    assertThat(rehearsal.unbilledMs().get(Unbilled.EXHAUSTED)).isBetween(100_000L, 118_000L);
  }

  @Test
  void run_settleFailed_isTriedAgainWithTheNextTick() {
    rehearsal.till().unlimited(ANN);
    rehearsal.connect();
    rehearsal.till().ledgerMood(_ -> Mono.error(new IllegalStateException("down")));
    rehearsal.speak(Duration.ofSeconds(301));
    assertThat(rehearsal.till().chargedMs()).isZero();
    rehearsal.till().healed();

    rehearsal.speak(Duration.ofSeconds(60));

    assertThat(rehearsal.till().chargedMs()).isEqualTo(300_000);
  }
}
