package dev.earshot.load.device;

import java.util.Arrays;

/// What one device notes of its stream, against the times that were intended. Times are nanoseconds of the
/// round's clock.
///
/// Frame `i` is captured from `start + i * frame` on and is due when it is whole, at `start + (i + 1) * frame`:
/// whatever came late before it.
final class Notes {
  /// So many seconds back it is known when a word's frame was written.
  private static final int REMEMBERED = 64;

  private final Tally tally;
  private final Shape shape;
  private final WordClock words;
  private final long originNanos;
  private final Continuity continuity = new Continuity();
  private final Lags lags = new Lags();
  private final long[] sentNanos = new long[REMEMBERED];
  private final int[] sentSecond = new int[REMEMBERED];
  private long startNanos;
  private long spokenNanos;
  private long sent;
  private boolean hasWords;
  private long finishDueNanos;
  private long finishNanos;
  private long lastFinalNanos = -1;

  /// @param originNanos when the round began, by the clock of this machine
  Notes(Tally tally, Shape shape, WordClock words, long originNanos) {
    this.tally = tally;
    this.shape = shape;
    this.words = words;
    this.originNanos = originNanos;
    Arrays.fill(sentSecond, -1);
  }

  /// The schedule begins.
  ///
  /// @param firstSpeech the first frame in which somebody speaks
  void begin(long now, long firstSpeech) {
    startNanos = now;
    spokenNanos = words.scripted() ? now : now + firstSpeech * shape.frameNanos();
  }

  long due(long frame) {
    return startNanos + (frame + 1) * shape.frameNanos();
  }

  /// How many frames are due by now.
  long dueBy(long now) {
    return (now - startNanos) / shape.frameNanos();
  }

  /// How much sound was written.
  long soundMs() {
    return sent * shape.frameMs();
  }

  /// A frame was written.
  ///
  /// @param wasHeld whether the socket did not take it, or one before it, when it was due
  void sends(long frame, boolean wasHeld, int bytes, long now) {
    var late = now - due(frame);
    if (!wasHeld) {
      tally.note(Measure.PACING_ERROR, late);
    }
    if (late > shape.frameNanos()) {
      tally.count(Count.FRAMES_LATE);
    }
    tally.count(Count.FRAMES_SENT);
    tally.count(Count.SOUND_MS, shape.frameMs());
    tally.count(Count.BYTES_SENT, bytes);
    sent++;
    var second = words.secondOf(frame, shape.frameMs());
    if (second >= 0) {
      sentNanos[second % REMEMBERED] = now;
      sentSecond[second % REMEMBERED] = second;
    }
  }

  /// The end of the sound was said.
  void finishes(long now) {
    finishDueNanos = due(sent - 1);
    finishNanos = now;
    tally.note(Measure.DRIFT, Math.abs(now - finishDueNanos));
  }

  /// Words came.
  void hears(String text, boolean isFinal, double toMs, long now) {
    tally.count(isFinal ? Count.FINALS : Count.PARTIALS);
    if (toMs > 0) {
      tally.note(Measure.CURSOR_LAG, now - startNanos - (long) (toMs * 1e6));
    }
    if (text.isBlank()) {
      return;
    }
    if (!hasWords) {
      hasWords = true;
      tally.note(Measure.FIRST_PARTIAL, now - spokenNanos);
    }
    if (isFinal) {
      lastFinalNanos = now;
    }
    if (words.scripted()) {
      continuity.read(text, isFinal, (second, had) -> hears(second, had, now));
    }
  }

  private void hears(int second, long hadNanos, long now) {
    var frame = words.frameOf(second, shape.frameMs());
    if (isFinished() && frame >= sent) {
      return; // said because the sound has ended: it was never due
    }
    var due = due(frame);
    var delay = words.delay().toNanos();
    if (now < due + delay) {
      tally.count(Count.WORDS_EARLY);
      return;
    }
    tally.note(Measure.ADDED_LATENCY, now - due - delay);
    lags.add(now - due - delay);
    if (sentSecond[second % REMEMBERED] == second) {
      tally.note(Measure.ADDED_LATENCY_FROM_SEND, now - sentNanos[second % REMEMBERED] - delay);
    }
    if (hadNanos != 0) {
      tally.note(Measure.WAY_IN, hadNanos - originNanos - due);
      tally.note(Measure.WAY_OUT, now - hadNanos + originNanos - delay);
    }
  }

  /// It ended as it should, with its last words.
  void endsWell(long now) {
    var told = lastFinalNanos > finishNanos ? lastFinalNanos : now;
    tally.note(Measure.FINALISATION, told - finishDueNanos);
    tally.note(Measure.FINALISATION_FROM_SEND, told - finishNanos);
    var expected = words.wordsIn(soundMs());
    tally.count(Count.WORDS_EXPECTED, expected);
    var lost = continuity.missing(expected);
    tally.count(Count.WORDS_LOST, lost);
    countWords();
    judges(lost == 0);
  }

  /// It hung up by itself: what was on its way cannot be known.
  void drops() {
    goes();
    judges(continuity.gaps() == 0);
  }

  /// It was broken: what was due and did not come is counted apart.
  void breaks() {
    goes();
    judges(false);
    var whole = Math.floorDiv(soundMs() - words.heardMs(), 1_000L) + 1;
    tally.count(Count.WORDS_UNHEARD,
        words.scripted() && whole > 0 ? continuity.unheard((int) whole) : 0);
  }

  private void goes() {
    tally.count(Count.WORDS_LOST, continuity.gaps());
    countWords();
  }

  /// The stream as a whole: one that lost a word is as late as can be.
  private void judges(boolean isWhole) {
    if (words.scripted() && !(isWhole && lags.isEmpty())) {
      tally.note(Measure.STREAM_P99, isWhole ? lags.p99() : Long.MAX_VALUE);
    }
  }

  private boolean isFinished() {
    return finishNanos > 0;
  }

  private void countWords() {
    tally.count(Count.WORDS_COMMITTED, continuity.committed());
    tally.count(Count.WORDS_DOUBLED, continuity.doubled());
    tally.count(Count.WORDS_REORDERED, continuity.reordered());
  }
}
