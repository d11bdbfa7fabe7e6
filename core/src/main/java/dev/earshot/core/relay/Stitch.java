package dev.earshot.core.relay;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes one transcript of what several legs say one after the other: nothing that is final is told again or
/// changed, times do not go back, utterances have one numbering.
///
/// Every leg hears the sound behind the last final, so what it says twice can only be a word that lies across
/// that seam: it belongs to the side on which its middle is. Not safe for use by several threads.
final class Stitch {
  private long next;
  private long finalMs;
  private long heardMs;
  private boolean speaking;
  private @Nullable Partial open;
  private Promise promise = new Promise();

  /// @param firstUtterance number of the first utterance
  Stitch(long firstUtterance) {
    this.next = firstUtterance;
  }

  /// The number that the first utterance of the next leg gets: that of a guess which is shown and not final,
  /// so that it is replaced.
  long nextUtterance() {
    return next;
  }

  /// Up to where words are final.
  long finalMs() {
    return finalMs;
  }

  /// Up to where nothing more will be said: final words, or told to be silence.
  long heardMs() {
    return Math.max(finalMs, heardMs);
  }

  /// Whether a guess is shown that is not final.
  boolean isOpen() {
    return open != null;
  }

  /// What the client is told about this.
  List<TranscriptEvent> hear(TranscriptEvent event) {
    return switch (event) {
      case Partial guess -> guess(guess);
      case Final said -> said(said);
      case SpeechStarted(var at) -> begun(at);
      case SpeechEnded(var at) -> ended(at);
      case HeardTo(var to, var asked) -> heard(to, asked);
      case Degraded _,Recovered _,AudioGap _ -> List.of(event);
    };
  }

  /// No leg says anything any more: a guess that is shown has to end. What was certain of it stays.
  List<TranscriptEvent> end() {
    return open == null
        ? List.of()
        : last(new Final(open.utterance(), open.fromMs(), open.toMs(), List.of()));
  }

  private List<TranscriptEvent> guess(Partial guess) {
    if (guess.toMs() <= finalMs || guess.utterance() < next || isAhead(guess.utterance())) {
      return List.of();
    }
    var told = promise.keep(new Partial(guess.utterance(), Math.max(finalMs, guess.fromMs()),
        guess.toMs(), guess.text(), guess.stable()));
    open = told;
    next = guess.utterance();
    return List.of(told);
  }

  /// Of an utterance behind one that is shown and not final: the next leg would begin with that one, so
  /// nothing is promised of a later one.
  private boolean isAhead(long utterance) {
    return open != null && open.utterance() < utterance;
  }

  private List<TranscriptEvent> said(Final said) {
    if (!isAhead(said.utterance())) {
      return last(said);
    }
    var told = new ArrayList<>(end());
    told.addAll(last(said));
    return told;
  }

  private List<TranscriptEvent> last(Final said) {
    var words = said.words().stream().filter(this::isNew).map(this::behindTheSeam).toList();
    var shown = open != null && open.utterance() == said.utterance();
    var from = Math.max(finalMs, said.fromMs());
    var to = Math.max(from, said.toMs());
    if (said.utterance() < next || (to <= finalMs && words.isEmpty() && !shown)) {
      return List.of();
    }
    var whole = new Final(said.utterance(), from, to, words);
    var told = shown ? promise.keep(whole) : whole;
    promise = new Promise();
    open = null;
    next = said.utterance() + 1;
    finalMs = told.toMs();
    return List.of(told);
  }

  private boolean isNew(Word word) {
    return word.fromMs() + word.toMs() >= 2 * finalMs;
  }

  private Word behindTheSeam(Word word) {
    return word.fromMs() >= finalMs
        ? word
        : new Word(word.text(), finalMs, Math.max(finalMs, word.toMs()), word.confidence());
  }

  private List<TranscriptEvent> begun(long at) {
    if (speaking) {
      return List.of(); // the leg before had told it
    }
    speaking = true;
    return List.of(new SpeechStarted(Math.max(finalMs, at)));
  }

  private List<TranscriptEvent> ended(long at) {
    speaking = false;
    return List.of(new SpeechEnded(at));
  }

  private List<TranscriptEvent> heard(long to, boolean asked) {
    var isNews = to > heardMs;
    heardMs = Math.max(heardMs, to);
    return asked || isNews ? List.of(new HeardTo(heardMs(), asked)) : List.of();
  }
}
