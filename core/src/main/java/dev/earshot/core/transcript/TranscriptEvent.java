package dev.earshot.core.transcript;

import java.util.List;
import java.util.stream.Collectors;

/// One thing that a recogniser tells. Times are milliseconds of the capture clock.
public sealed interface TranscriptEvent {
  /// Somebody has begun to speak.
  record SpeechStarted(long atMs) implements TranscriptEvent {}

  /// A guess at what is being said; each later guess or final of the same utterance replaces it.
  ///
  /// @param utterance number of the utterance in its stream: 0, 1, ...
  /// @param fromMs where the utterance begins
  /// @param toMs up to where it was heard
  record Partial(long utterance, long fromMs, long toMs, String text) implements TranscriptEvent {}

  /// The words of an utterance. They never change again; an utterance without words has none.
  record Final(long utterance, long fromMs, long toMs, List<Word> words)
      implements
        TranscriptEvent {
    public Final {
      words = List.copyOf(words);
    }

    public String text() {
      return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
  }

  /// The speech is over; its final follows or went before.
  record SpeechEnded(long atMs) implements TranscriptEvent {}
}
