package dev.earshot.load.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final long HOUR_MICROS = 3_600_000_000L;

  @Test
  void beyondPercent_countsStreamsThatWereLateAndThoseThatBroke() {
    var outcome = new Outcome(500, slice(Map.of("finished", 9L, "broken: hung up", 1L),
        20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 499_000, 600_000, HOUR_MICROS),
        1_000);

    assertThat(outcome.judged()).isEqualTo(10);
    assertThat(outcome.within()).isEqualTo(8);
    assertThat(outcome.beyondPercent()).isEqualTo(20);
    assertThat(outcome.others()).containsExactly(Map.entry("broken: hung up", 1L));
    assertThat(outcome.figures(100).hold()).isFalse();
  }

  @Test
  void figures_whereNineOfTenWereWithin_hold() {
    var outcome = new Outcome(500, slice(Map.of("finished", 10L, "told to come again: 503", 40L,
        "refused: 503", 7L), 1, 1, 1, 1, 1, 1, 1, 1, 1, 900_000), 1_000);

    assertThat(outcome.figures(100).hold()).isTrue();
    assertThat(outcome.figures(100).json()).contains(
        "\"let in and beyond 500 ms (goal 3)\":{\"unit\":\"%\",\"bound\":10.0,\"median\":10.00",
        "\"refused with 503\":{\"unit\":\"\",\"bound\":null,\"median\":47.00",
        "\"gave up behind their last try\":{\"unit\":\"\",\"bound\":null,\"median\":7.00",
        "\"streams that it holds\":{\"unit\":\"\",\"bound\":null,\"median\":100.00");
  }

  @Test
  void figures_whereLessWasChargedThanSent_doNotHold() {
    var outcome = new Outcome(500, slice(Map.of("finished", 1L), 1), 999);

    assertThat(outcome.figures(1).hold()).isFalse();
  }

  @Test
  void others_areWhoWasNeitherServedNorToldWhenToComeAgain() {
    var outcome = new Outcome(500, slice(Map.of("finished", 1L, "refused: 429", 1L,
        "told to come again: 503 without Retry-After", 2L, "refused: not ready within 30 s", 3L,
        "not ready when the round was stopped", 4L), 1), 1_000);

    assertThat(outcome.others()).containsOnlyKeys("told to come again: 503 without Retry-After",
        "refused: not ready within 30 s");
    assertThat(outcome.refusals()).containsOnlyKeys("429", "503 without Retry-After");
  }

  @Test
  void beyondPercent_whereNobodyWasLetIn_isNotKnownAndHoldsNothing() {
    var outcome = new Outcome(500, slice(Map.of("refused: 503", 5L)), 1_000);

    assertThat(outcome.beyondPercent()).isNaN();
    assertThat(outcome.figures(1).hold()).isFalse();
  }

  /// A second of sound was sent.
  private static Slice slice(Map<String, Long> endings, long... p99Micros) {
    var empty = Slice.empty(0);
    var histograms = new EnumMap<Measure, Histogram>(Measure.class);
    for (var measure : Measure.values()) {
      histograms.put(measure, empty.histogram(measure).copy());
    }
    var streams = new Histogram(1, 2, 3);
    streams.setAutoResize(true);
    for (var micros : p99Micros) {
      streams.recordValue(micros);
    }
    histograms.put(Measure.STREAM_P99, streams);
    return new Slice(0, 1_000_000_000L, 0, histograms, Map.of(Count.SOUND_MS, 1_000L), endings);
  }
}
