package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import java.util.List;

/// What a leg has said for good: it numbers utterances, and keeps later words behind earlier ones. A
/// recogniser that is a little unsure of its times is put right; one that goes back in time is garbled.
public final class Committed {
  private static final long SLACK_MS = 1_000;

  private long utterance;
  private long toMs;

  /// Nothing yet.
  ///
  /// @param firstUtterance of the leg
  public Committed(long firstUtterance) {
    this.utterance = firstUtterance;
  }

  /// Number of the utterance that is being said.
  public long utterance() {
    return utterance;
  }

  /// Up to where all is said.
  public long toMs() {
    return toMs;
  }

  /// A word that can be said next; [#say] says it.
  ///
  /// @param after the end of the word before
  /// @throws Garbled when it lies before what was said
  public static Word word(String text, long fromMs, long toMs, double confidence, long after) {
    if (fromMs < after - SLACK_MS || toMs < fromMs) {
      throw new Garbled("word: " + fromMs + ".." + toMs + " ms (expected: behind " + after + ")");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new Garbled("confidence: " + confidence + " (expected: 0..1)");
    }
    var from = Math.max(fromMs, after);
    return new Word(text, from, Math.max(from, toMs), confidence);
  }

  /// These words are final.
  ///
  /// @param words in their order, at least one
  public Final say(List<Word> words) {
    var said = new Final(utterance++, words.getFirst().fromMs(), words.getLast().toMs(),
        new ArrayList<>(words));
    toMs = Math.max(toMs, said.toMs());
    return said;
  }

  /// Up to here there are no more words than those that were said.
  public HeardTo hear(long upToMs) {
    toMs = Math.max(toMs, upToMs);
    return new HeardTo(toMs, false);
  }
}
