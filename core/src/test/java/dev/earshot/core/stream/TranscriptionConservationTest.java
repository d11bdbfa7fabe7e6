package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.scripted.Script;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.Word;
import dev.earshot.core.usage.Unbilled;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Whatever happens to a stream: every sample is billed or skipped, none twice, and in the end each
/// millisecond that was heard is charged once.
class TranscriptionConservationTest {
  private static final int SEEDS = 400;

  @Test
  void run_anyScript_countsEverySampleOnce() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var start = random.nextBoolean() ? "2026-11-22T12:00:00Z" : "2026-11-30T23:58:10Z";
      try (var rehearsal = new Rehearsal(start, Script.FLAWLESS)) {
        play(rehearsal, random, seed);
      }
    }
  }

  private static void play(Rehearsal rehearsal, Random random, int seed) {
    rehearsal.till().grant(ANN, random.nextLong(200_000));
    var client = rehearsal.connect();
    for (var step = random.nextInt(300); step >= 0; step--) {
      act(rehearsal, client, random);
    }
    var cancelled = random.nextInt(3) == 0;
    if (cancelled) {
      client.cancel();
    } else {
      client.finish();
    }
    rehearsal.pass(Duration.ofMinutes(2)); // what hangs is given up
    rehearsal.till().healed();
    rehearsal.replay().ofJournal().subscribe();
    check(rehearsal, client, cancelled, seed);
  }

  private static void act(Rehearsal rehearsal, Client client, Random random) {
    switch (random.nextInt(20)) {
      case 0 -> client.flush();
      case 1 -> rehearsal.till().grant(ANN, random.nextLong(500_000));
      case 2 -> rehearsal.till().unlimited(ANN);
      case 3 -> rehearsal.till().healed();
      case 4 -> rehearsal.till()
          .ledgerMood(answer -> answer.then(Mono.error(new IllegalStateException("lost"))));
      case 5 -> rehearsal.till().ledgerMood(_ -> Mono.never());
      case 6 -> rehearsal.till().sourceMood(_ -> Mono.error(new IllegalStateException("down")));
      case 7 -> rehearsal.till()
          .ledgerMood(answer -> answer.delayElement(Duration.ofMillis(random.nextLong(4_000))));
      case 8 -> rehearsal.pass(Duration.ofMillis(random.nextLong(70_000)));
      default -> {
        client.speakSamples(random.nextLong(1, 40_000));
        rehearsal.pass(Duration.ofMillis(random.nextLong(5_000)));
      }
    }
  }

  private static void check(Rehearsal rehearsal, Client client, boolean cancelled, int seed) {
    var meter = client.meter();
    var heard = rehearsal.ear().heardSamples();
    var billedMs = FORMAT.millisOf(heard);
    assertThat(meter.billedMs()).as("seed %d: billed is heard", seed).isEqualTo(billedMs);
    assertThat(meter.unbilledMs(Unbilled.EXHAUSTED)).as("seed %d: skipped is not heard", seed)
        .isEqualTo(FORMAT.millisOf(meter.receivedSamples() - heard));
    if (!cancelled) {
      assertThat(client.isOver()).as("seed %d: ended", seed).isTrue();
      assertThat(meter.receivedSamples()).as("seed %d: all is received", seed)
          .isEqualTo(client.spokenSamples());
    }
    assertThat(rehearsal.till().chargedMs()).as("seed %d: charged once", seed).isEqualTo(billedMs);
    assertThat(rehearsal.journal().rows()).as("seed %d: nothing is owed", seed).isEmpty();
    var words = client.finals().stream().map(Final::words).flatMap(List::stream).toList();
    assertThat(words).as("seed %d: no word twice", seed)
        .extracting(Word::text)
        .doesNotHaveDuplicates();
    assertThat(client.finals()).as("seed %d: utterances", seed)
        .extracting(Final::utterance)
        .doesNotHaveDuplicates()
        .isSorted();
  }
}
