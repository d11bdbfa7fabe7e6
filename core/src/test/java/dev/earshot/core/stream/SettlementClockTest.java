package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.scripted.Script;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is owed is paid in time, whatever somebody does to the clock.
class SettlementClockTest {
  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS,
      Plans.none(), Duration.ofMinutes(5));

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_clockSetBackByAnHour_paysWithTheNextTick() {
    rehearsal.till().unlimited(ANN);
    rehearsal.connect();
    rehearsal.speak(Duration.ofMinutes(6));
    var paid = rehearsal.till().chargedMs();

    rehearsal.setClock(Duration.ofHours(-1));
    rehearsal.speak(Duration.ofMinutes(2));

    assertThat(rehearsal.till().chargedMs()).isGreaterThan(paid + 60_000);
  }
}
