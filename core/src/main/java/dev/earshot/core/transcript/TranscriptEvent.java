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
  /// @param stable leading characters of the text that each later guess and the final begin with too;
  ///     0 to all of it
  record Partial(long utterance, long fromMs, long toMs, String text, int stable)
      implements
        TranscriptEvent {
    public Partial {
      if (stable < 0 || stable > text.length()) {
        throw new IllegalArgumentException(
            "stable: " + stable + " (expected: 0.." + text.length() + ")");
      }
    }

    /// A guess of which nothing is certain.
    public Partial(long utterance, long fromMs, long toMs, String text) {
      this(utterance, fromMs, toMs, text, 0);
    }
  }

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

  /// All that was said before this moment is told: no later word lies before it.
  ///
  /// @param asked whether this answers a flush that the client asked for
  record HeardTo(long toMs, boolean asked) implements TranscriptEvent {}

  /// The recogniser failed and words are late from here on, until [Recovered]. What was said and is not
  /// final yet is kept for the next one.
  ///
  /// @param atMs up to where words are final
  record Degraded(long atMs, Trouble why) implements TranscriptEvent {}

  /// A recogniser hears again.
  ///
  /// @param atMs from where on: what lies before it was heard or is told as an [AudioGap]
  /// @param engine which one, as the configuration names it
  record Recovered(long atMs, String engine) implements TranscriptEvent {}

  /// Sound of which no words will come: it could not be kept until a recogniser was there.
  record AudioGap(long fromMs, long toMs, Trouble why) implements TranscriptEvent {
    public AudioGap {
      if (fromMs < 0 || toMs < fromMs) {
        throw new IllegalArgumentException(
            "toMs: " + toMs + " (expected: >= fromMs " + fromMs + " >= 0)");
      }
    }
  }
}
