package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.FORMAT;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageMeter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A plan whose channels are each a conversation of their own.
class TranscriptionEachChannelTest {
  private static final StreamId ID = new StreamId(new UUID(7, 7));
  private static final Policy EACH = new Policy(Exhaustion.STOP, Policy.USUAL.blindness(),
      Policy.USUAL.threshold(), Silence.BILLED, Channels.EACH, false);

  private final Rehearsal rehearsal = new Rehearsal("2026-11-22T12:00:00Z", Script.FLAWLESS,
      new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), EACH))),
      Duration.ZERO);
  private final UsageMeter meter = new UsageMeter(ID, ANN, FORMAT, 2);

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_bothChannelsSpeak_areChargedForTheirSum() {
    rehearsal.till().unlimited(ANN);

    run(2, 3);

    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(5_000);
    assertThat(meter.heardMs()).isEqualTo(3_000);
  }

  @Test
  void run_oneChannelSpeaks_isChargedForThatAlone() {
    rehearsal.till().unlimited(ANN);

    run(0, 3);

    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(3_000);
  }

  @Test
  void run_usedUpByBothTogether_isHeardUpToTheGrantAndAWindowEach() {
    rehearsal.till().grant(ANN, 4_000);

    run(3, 3);

    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isBetween(4_000L, 4_200L);
    assertThat(meter.billedMs() + meter.unbilledMs(Unbilled.EXHAUSTED)).isEqualTo(6_000);
    assertThat(meter.receivedSamples()).isEqualTo(6_000 * 8);
  }

  /// Both speak as long as they have something to say, a window of each at a time.
  private void run(int first, int second) {
    var inlets = List.of(new Inlet(), new Inlet());
    var spec = new StreamSpec(ID, ANN, FORMAT, "en");
    rehearsal.transcription().run(spec, List.copyOf(inlets), meter).subscribe();
    for (var i = 0; i < Math.max(first, second) * 10; i++) {
      speak(inlets.getFirst(), i, first);
      speak(inlets.getLast(), i, second);
      rehearsal.pass(Duration.ofMillis(100));
    }
    inlets.forEach(Inlet::complete);
    rehearsal.pass(Duration.ofMinutes(1));
  }

  private static void speak(Inlet inlet, long window, int seconds) {
    if (window < seconds * 10L) {
      inlet.offer(new Window(window * 800, (window + 1) * 800, new short[0]));
    }
  }
}
