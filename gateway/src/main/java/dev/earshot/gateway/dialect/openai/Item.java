package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;

/// What was said in one stretch of sound. Its text only grows, and what it grew by is told: all of it
/// together is the text, to the letter, with a space between what two utterances said.
final class Item {
  private static final long NONE = -1;

  private final String id;
  private final StringBuilder text = new StringBuilder();
  private long utterance = NONE;
  private int ofUtterance;

  Item(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /// All that was told.
  String text() {
    return text.toString();
  }

  boolean hasText() {
    return !text.isEmpty();
  }

  /// By what a guess makes the text longer: only by what will not change any more.
  String grow(Partial guess) {
    if (utterance != NONE && utterance != guess.utterance()) {
      return ""; // the one before has not said its last word: its final comes first
    }
    utterance = guess.utterance();
    return growTo(guess.text().substring(0, guess.stable()));
  }

  /// By what the last word on an utterance makes the text longer.
  String grow(Final said) {
    var more = growTo(said.text());
    utterance = NONE;
    ofUtterance = 0;
    return more;
  }

  /// A text that is shorter than what was told, or another one, takes nothing back.
  private String growTo(String utteranceText) {
    if (utteranceText.length() <= ofUtterance) {
      return "";
    }
    var more = utteranceText.substring(ofUtterance);
    var told = ofUtterance == 0 && hasText() ? " " + more : more;
    ofUtterance = utteranceText.length();
    text.append(told);
    return told;
  }
}
