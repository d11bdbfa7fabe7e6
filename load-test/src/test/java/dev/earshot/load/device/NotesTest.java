package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// In virtual time: a stream of frames of 100 ms that began at 1 s.
class NotesTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_000 * MS;
  private static final int FRAME_MS = 100;

  private final Tally tally = new Tally();
  private Notes notes = notes(WordClock.EARSHOT);

  @Test
  void due_ofAFrame_isWhenItIsWhole() {
    assertThat(notes.due(0)).isEqualTo(START + 100 * MS);
    assertThat(notes.due(9)).isEqualTo(START + 1_000 * MS);
    assertThat(notes.dueBy(START + 350 * MS)).isEqualTo(3);
  }

  @Test
  void hears_aWordWhoseFrameWasSentLate_countsFromTheSchedule() {
    sends(0, 40);
    notes.hears("w0", false, 100, START + 150 * MS);

    assertThat(millis(Measure.ADDED_LATENCY, Measure.ADDED_LATENCY_FROM_SEND)).containsExactly(50,
        10);
  }

  @Test
  void hears_aRecogniserWithADelay_takesItOff() {
    notes = notes(new WordClock(true, 100, Duration.ofMillis(300)));
    sends(0, 0);
    notes.hears("w0", false, 100, START + 405 * MS);

    assertThat(millis(Measure.ADDED_LATENCY)).isCloseTo(5, within(0.1));
  }

  @Test
  void hears_aWordBeforeItIsDue_countsAsEarlyAndHasNoLatency() {
    notes.hears("w0", false, 100, START + 99 * MS);

    var slice = tally.take(0);
    assertThat(slice.count(Count.WORDS_EARLY)).isEqualTo(1);
    assertThat(slice.histogram(Measure.ADDED_LATENCY).getTotalCount()).isZero();
  }

  @Test
  void hears_aWordWithItsTime_splitsTheWays() {
    sends(0, 0);
    var origin = 500 * MS; // the recogniser reads the machine's clock
    notes = new Notes(tally, Shape.pcm(FRAME_MS), WordClock.EARSHOT, origin);
    notes.begin(START, 0);
    notes.hears("w0@" + (origin + START + 102 * MS), false, 100, START + 107 * MS);

    assertThat(millis(Measure.WAY_IN, Measure.WAY_OUT)).containsExactly(2, 5);
  }

  @Test
  void hears_aResult_lagsBehindTheEndOfItsSound() {
    notes.hears("", true, 900, START + 1_000 * MS);

    assertThat(millis(Measure.CURSOR_LAG)).isCloseTo(100, within(0.1));
  }

  @Test
  void hears_aRealRecognisersFirstWords_countsFromTheFirstSpeech() {
    notes = notes(WordClock.UNKNOWN);
    notes.begin(START, 7);
    notes.hears("please hold", false, Double.NaN, START + 1_200 * MS);

    assertThat(millis(Measure.FIRST_PARTIAL)).isCloseTo(500, within(0.5));
  }

  @Test
  void sends_aFrameThatTheSocketHeld_isLateAndNoPacingError() {
    notes.sends(0, true, 10, START + 250 * MS);

    var slice = tally.take(0);
    assertThat(slice.count(Count.FRAMES_LATE)).isEqualTo(1);
    assertThat(slice.histogram(Measure.PACING_ERROR).getTotalCount()).isZero();
  }

  @Test
  void endsWell_withoutAWord_losesIt() {
    for (var frame = 0; frame < 25; frame++) {
      sends(frame, 0);
    }
    notes.hears("w0 w2", true, 2_500, START + 2_400 * MS);
    notes.finishes(START + 2_501 * MS);
    notes.endsWell(START + 2_510 * MS);

    var slice = tally.take(0);
    assertThat(slice.count(Count.WORDS_EXPECTED)).isEqualTo(3);
    assertThat(slice.count(Count.WORDS_LOST)).isEqualTo(1);
    assertThat(slice.millis(Measure.FINALISATION, 50)).isCloseTo(10, within(0.1));
    assertThat(slice.millis(Measure.FINALISATION_FROM_SEND, 50)).isCloseTo(9, within(0.1));
    assertThat(slice.millis(Measure.DRIFT, 50)).isCloseTo(1, within(0.01));
  }

  @Test
  void hears_aWordThatTheEndBrought_hasNoLatency() {
    notes = new Notes(tally, Shape.pcm(20), WordClock.EARSHOT, 0);
    notes.begin(START, 0);
    notes.sends(0, false, 10, START + 20 * MS);
    notes.finishes(START + 21 * MS);
    notes.hears("w0", true, 20, START + 22 * MS);

    var slice = tally.take(0);
    assertThat(slice.count(Count.WORDS_EARLY)).isZero();
    assertThat(slice.histogram(Measure.ADDED_LATENCY).getTotalCount()).isZero();
  }

  @Test
  void breaks_withWordsUnderWay_countsThemApart() {
    for (var frame = 0; frame < 15; frame++) {
      sends(frame, 0);
    }
    notes.hears("w0", false, 100, START + 101 * MS);
    notes.breaks();

    var slice = tally.take(0);
    assertThat(slice.count(Count.WORDS_UNHEARD)).isEqualTo(1);
    assertThat(slice.count(Count.WORDS_LOST)).isZero();
  }

  @Test
  void endsWell_withEveryWord_isAStreamAsLateAsItsLatestWord() {
    for (var frame = 0; frame < 20; frame++) {
      sends(frame, 0);
    }
    notes.hears("w0", false, 100, START + 130 * MS);
    notes.hears("w0 w1", true, 2_000, START + 1_170 * MS);
    notes.finishes(START + 2_001 * MS);
    notes.endsWell(START + 2_010 * MS);

    assertThat(millis(Measure.STREAM_P99)).isCloseTo(70, within(0.1));
  }

  @Test
  void endsWell_withoutAWord_isAStreamAsLateAsCanBe() {
    for (var frame = 0; frame < 20; frame++) {
      sends(frame, 0);
    }
    notes.hears("w1", true, 2_000, START + 1_101 * MS);
    notes.finishes(START + 2_001 * MS);
    notes.endsWell(START + 2_010 * MS);

    assertThat(millis(Measure.STREAM_P99)).isGreaterThan(3_599_000);
  }

  @Test
  void breaks_afterAnEarlyWord_isAStreamAsLateAsCanBe() {
    sends(0, 0);
    notes.hears("w0", false, 100, START + 101 * MS);
    notes.breaks();

    assertThat(millis(Measure.STREAM_P99)).isGreaterThan(3_599_000);
  }

  private Notes notes(WordClock words) {
    var made = new Notes(tally, Shape.pcm(FRAME_MS), words, 0);
    made.begin(START, 0);
    return made;
  }

  private void sends(long frame, long lateMs) {
    notes.sends(frame, false, 10, notes.due(frame) + lateMs * MS);
  }

  private double millis(Measure measure) {
    return tally.take(0).millis(measure, 100);
  }

  private double[] millis(Measure first, Measure second) {
    var slice = tally.take(0);
    return new double[]{Math.rint(slice.millis(first, 100)), Math.rint(slice.millis(second, 100))};
  }
}
