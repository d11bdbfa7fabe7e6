package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import org.jspecify.annotations.Nullable;

/// Somebody speaks, from the first sign of it to the last word: an item in the making.
final class Turn {
  private static final long UNKNOWN = -1;

  private final Item item;
  private final long startMs;
  private long endMs = UNKNOWN;
  private long chargedToMs;
  private long utterance = UNKNOWN;
  private @Nullable Fault lost;

  /// @param startMs where the voice begins
  Turn(Item item, long startMs) {
    this.item = item;
    this.startMs = startMs;
  }

  Item item() {
    return item;
  }

  long startMs() {
    return startMs;
  }

  /// Whether it is known where it ends; from then on it is committed.
  boolean isOver() {
    return endMs != UNKNOWN;
  }

  /// Whether it ended before this moment.
  boolean isOverBy(long ms) {
    return isOver() && endMs <= ms;
  }

  /// Some of its sound was lost.
  void lose(Fault why) {
    lost = why;
  }

  /// Why it may have no words; null where all of its sound was heard.
  @Nullable
  Fault lost() {
    return lost;
  }

  /// Up to where its sound is charged for.
  long chargedToMs() {
    return chargedToMs;
  }

  void over(long voiceToMs, long chargeToMs) {
    endMs = voiceToMs;
    chargedToMs = chargeToMs;
  }

  /// How well what was said there fits to it.
  ///
  /// @return milliseconds that are in both; 0 or less where none is
  long overlap(long fromMs, long toMs) {
    return Math.min(toMs, isOver() ? endMs : Long.MAX_VALUE) - Math.max(fromMs, startMs);
  }

  /// Whether its words are those of this utterance.
  boolean speaks(long number) {
    return utterance == number;
  }

  /// Whether no utterance was found to be its own yet.
  boolean isMute() {
    return utterance == UNKNOWN;
  }

  String grow(Partial guess) {
    utterance = guess.utterance();
    return item.grow(guess);
  }

  String grow(Final said) {
    utterance = said.utterance();
    return item.grow(said);
  }
}
