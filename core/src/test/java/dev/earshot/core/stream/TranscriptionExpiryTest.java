package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A stream that runs over the end of a paid period. Nobody writes anything then and no signal is raised:
/// the ledger said beforehand when it ends.
class TranscriptionExpiryTest {
  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS);

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_paidPeriodEndsInMidStream_asksThenOnceAndNotBefore() {
    rehearsal.till().unlimited(ANN);
    rehearsal.till().ends(ANN, Instant.parse("2026-11-22T12:05:00Z"));
    var client = rehearsal.connect();

    rehearsal.speak(Duration.ofMinutes(5));
    assertThat(rehearsal.till().fetches()).isOne();
    assertThat(client.told(CreditsExhausted.class)).isEmpty();
    assertThat(client.lastLeft().allowance()).isInstanceOf(Unlimited.class);
    rehearsal.speak(Duration.ofSeconds(90));

    assertThat(rehearsal.till().fetches()).isEqualTo(2);
    assertThat(client.told(CreditsExhausted.class)).hasSize(1);
    assertThat(client.lastLeft().allowance()).isInstanceOf(Prepaid.class);
    assertThat(client.lastLeft().resetsAt()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
  }
}
