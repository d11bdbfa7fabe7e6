package dev.earshot.core.relay;

import static dev.earshot.core.relay.Stage.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.relay.Unruly.Fault;
import dev.earshot.core.relay.Unruly.Kind;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever goes wrong with recognisers, and whenever: as long as one of them works, every second of sound is
/// told once, in order, and what was told stays. Faults are drawn; a failure names its seed.
class RelayFaultsTest {
  private static final int SCHEDULES = Integer.getInteger("earshot.relays", 400);
  private static final int SECONDS = 40;

  @Test
  void faults_ofAnyKindAtAnyTime_loseNoWordAndDoubleNone() {
    for (var seed = 1L; seed <= SCHEDULES; seed++) {
      play(seed);
    }
  }

  private static void play(long seed) {
    var random = new Random(seed);
    var stage = new Stage(RelayTimes.USUAL, seed);
    var first = new Unruly("first", () -> draw(random), stage.time);
    var second = new Unruly("second", () -> draw(random), stage.time);
    stage.play(stage.relay(first, second, Unruly.good("last", stage.time)), stage.speech(SECONDS));
    stage.pass(Duration.ofMinutes(10));
    stage.close();

    var context = "seed " + seed + ": " + first.legs.size() + ", " + second.legs.size() + " legs, "
        + stage.failures + " " + stage.error;
    assertThat(stage.completed).as(context).isTrue();
    assertThat(stage.all(AudioGap.class)).as(context).isEmpty();
    assertThat(stage.text()).as(context).isEqualTo(said(SECONDS));
    assertThat(stage.wrongs()).as(context).isEmpty();
  }

  private static Fault draw(Random random) {
    var kinds = Kind.values();
    return new Fault(kinds[random.nextInt(kinds.length)], random.nextInt(150));
  }
}
