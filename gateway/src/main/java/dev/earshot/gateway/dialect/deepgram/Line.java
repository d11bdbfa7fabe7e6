package dev.earshot.gateway.dialect.deepgram;

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
import dev.earshot.gateway.dialect.deepgram.Messages.Origin;
import dev.earshot.gateway.dialect.deepgram.Messages.Results;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The time line of one channel: final results lie on it one behind the other, without a gap, and a
/// guess begins where the last of them has ended.
///
/// A final that comes while the client waits for the answer to its `Finalize` is told together with that
/// answer, which is on its way. Whatever else comes first sets it free.
final class Line {
  /// Silence is told in pieces of three to four seconds.
  private static final long SILENCE_MS = 3_000;
  private static final long MOST_SILENCE_MS = 4_000;

  private final List<Integer> index;
  private final Options options;
  private final Origin origin;
  private final Pauses pauses;
  private final WordGaps gaps;
  private List<String> told = new ArrayList<>();
  private long toldTo;
  private int asked;
  private @Nullable Held held;

  /// A final that may be the answer to a question.
  private record Held(Final said, boolean speechFinal) {}

  /// @param number of the channel, and of how many
  Line(int number, int channels, Options options, Origin origin) {
    this.index = List.of(number, channels);
    this.options = options;
    this.origin = origin;
    this.pauses = new Pauses(options.endpointingMs());
    this.gaps = new WordGaps(options.utteranceEndMs());
  }

  /// The client wants to know what was said.
  void ask() {
    asked++;
  }

  /// What the client is told about this.
  List<String> hear(TranscriptEvent event) {
    switch (event) {
      case Partial guess -> guessed(guess);
      case Final said -> said(said);
      case SpeechStarted(var at) -> {
        utteranceEnded(pauses.begun(at));
        if (options.vadEvents()) {
          tell(new Messages.SpeechStarted("SpeechStarted", index, Messages.seconds(at)));
        }
      }
      case SpeechEnded(var at) -> utteranceEnded(pauses.paused(at));
      case HeardTo(var to, var answer) when answer -> answer(to);
      case HeardTo(var to, _) -> heard(to);
      case Degraded(_, var why) -> warn(Warning.degraded(index, why));
      case Recovered(_, var engine) -> warn(Warning.recovered(index, engine));
      case AudioGap gap -> lost(gap);
    }
    return taken();
  }

  /// No sound comes any more: what the client is told about the rest.
  ///
  /// @param ms how much there was
  List<String> end(long ms) {
    release();
    var ended = pauses.heard(ms) != Pauses.NONE;
    if (ms > toldTo) {
      tell(List.of(), ms, ended, false);
    }
    gap(gaps.noneUpTo(ms));
    return taken();
  }

  private void guessed(Partial guess) {
    release();
    utteranceEnded(pauses.begun(guess.fromMs()));
    gap(gaps.noneUpTo(guess.fromMs()));
    if (options.interim()) {
      var to = Math.max(toldTo, guess.toMs());
      var words = Guess.words(guess.text(), Math.max(toldTo, guess.fromMs()), to);
      tell(results(words, to, false, false, false));
    }
  }

  private void said(Final said) {
    release();
    var words = said.words();
    if (!words.isEmpty()) {
      gap(gaps.noneUpTo(words.getFirst().fromMs()));
      gaps.word(Math.max(words.getLast().toMs(), toldTo));
    }
    var ended = pauses.said(said.toMs(), !words.isEmpty()) != Pauses.NONE;
    if (asked > 0) {
      held = new Held(said, ended);
    } else {
      tell(words, end(said), ended, false);
    }
  }

  private void answer(long toMs) {
    asked = Math.max(asked - 1, 0);
    var ended = pauses.heard(toMs) != Pauses.NONE;
    var answer = held;
    held = null;
    if (answer == null) {
      tell(List.of(), toMs, ended, true);
    } else {
      tell(answer.said().words(), Math.max(toMs, end(answer.said())), answer.speechFinal() || ended,
          true);
    }
    gap(gaps.noneUpTo(toMs));
  }

  private void heard(long toMs) {
    release();
    utteranceEnded(pauses.heard(toMs));
    while (toMs - toldTo >= SILENCE_MS) {
      tell(List.of(), Math.min(toMs, toldTo + MOST_SILENCE_MS), false, false);
    }
    gap(gaps.noneUpTo(toMs));
  }

  /// Nothing will be told of this sound: an empty result lies over it.
  private void lost(AudioGap gap) {
    heard(gap.fromMs());
    warn(Warning.gap(index, gap));
    utteranceEnded(pauses.heard(gap.toMs()));
    if (gap.toMs() > toldTo) {
      tell(List.of(), gap.toMs(), false, false);
    }
    gap(gaps.noneUpTo(gap.toMs()));
  }

  private void warn(Warning warning) {
    if (options.events()) {
      tell(warning);
    }
  }

  private void release() {
    var free = held;
    if (free != null) {
      held = null;
      tell(free.said().words(), end(free.said()), free.speechFinal(), false);
    }
  }

  /// The endpointer has found it out only now: a result without words says so.
  private void utteranceEnded(long atMs) {
    if (atMs != Pauses.NONE) {
      release();
      tell(List.of(), atMs, true, false);
    }
  }

  private void gap(long lastWordTo) {
    if (lastWordTo != WordGaps.NONE) {
      tell(new Messages.UtteranceEnd("UtteranceEnd", index, Messages.seconds(lastWordTo)));
    }
  }

  /// A final result, up to this moment.
  private void tell(List<Word> words, long toMs, boolean speechFinal, boolean answer) {
    var to = Math.max(toldTo, toMs);
    tell(results(words, to, true, speechFinal, answer));
    toldTo = to;
  }

  private Results results(List<Word> words, long to, boolean settled, boolean speechFinal,
      boolean answer) {
    return new Results("Results", index, Messages.seconds(to - toldTo), Messages.seconds(toldTo),
        settled, speechFinal, Messages.words(words, toldTo, to), origin, answer);
  }

  private void tell(Record message) {
    told.add(Messages.text(message));
  }

  private List<String> taken() {
    var all = told;
    told = new ArrayList<>();
    return all;
  }

  private static long end(Final said) {
    var words = said.words();
    return words.isEmpty() ? said.toMs() : Math.max(said.toMs(), words.getLast().toMs());
  }
}
