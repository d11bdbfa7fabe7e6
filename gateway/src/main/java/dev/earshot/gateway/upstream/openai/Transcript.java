package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.CaptureClock;
import dev.earshot.gateway.upstream.Committed;
import dev.earshot.gateway.upstream.Spread;
import java.util.ArrayList;
import java.util.List;

/// What is told of a leg. Times come in as the server counts them, milliseconds since its first sample, and
/// go out on the capture clock.
final class Transcript {
  private final CaptureClock clock;
  private final Committed committed;
  private boolean speaking;

  Transcript(Leg leg) {
    this.clock = new CaptureClock(leg.format());
    this.committed = new Committed(leg.firstUtterance());
  }

  /// This piece is given to the server.
  void give(Window piece) {
    clock.give(piece);
  }

  /// How much was given.
  double givenMs() {
    return clock.givenOwnMs();
  }

  /// Somebody begins to speak.
  ///
  /// @param heard whether all that was said before is told
  List<TranscriptEvent> begin(double atMs, boolean heard) {
    if (speaking) {
      return List.of();
    }
    speaking = true;
    var at = Math.max(clock.beginMs(atMs), committed.toMs());
    return heard && at > committed.toMs()
        ? List.of(committed.hear(at), new SpeechStarted(at))
        : List.of(new SpeechStarted(at));
  }

  List<TranscriptEvent> end(double atMs) {
    if (!speaking) {
      return List.of();
    }
    speaking = false;
    return List.of(new SpeechEnded(Math.max(clock.endMs(atMs), committed.toMs())));
  }

  /// A text that will only grow. A server whose last word is another one breaks its own rule (wire-protocols
  /// B.5); then the last word is what was said.
  List<TranscriptEvent> guess(CharSequence text, double fromMs) {
    var shown = String.join(" ", Spread.over(text.toString(), 0, 0)
        .stream()
        .map(Spread::text)
        .toList());
    if (shown.isEmpty()) {
      return List.of();
    }
    var toMs = Math.max(clock.givenMs(), committed.toMs());
    var from = Math.clamp(clock.beginMs(fromMs), committed.toMs(), toMs);
    return List.of(new Partial(committed.utterance(), from, toMs, shown, shown.length()));
  }

  /// These words are final, and nothing else was said in this range.
  List<TranscriptEvent> say(String text, double fromMs, double toMs) {
    var words = new ArrayList<Word>();
    var after = committed.toMs();
    for (var one : Spread.over(text, Math.min(fromMs, toMs), toMs)) {
      var word = Committed.word(one.text(), clock.beginMs(one.fromMs()), clock.endMs(one.toMs()), 1,
          after);
      words.add(word);
      after = word.toMs();
    }
    return List.of(words.isEmpty() ? committed.hear(clock.endMs(toMs)) : committed.say(words));
  }

  /// The same of a server that tells neither beginnings nor ends of speech.
  List<TranscriptEvent> sayAlone(String text, double fromMs, double toMs) {
    var events = new ArrayList<TranscriptEvent>();
    if (!text.isBlank()) {
      events.addAll(begin(fromMs, false));
    }
    events.addAll(say(text, fromMs, toMs));
    events.addAll(end(toMs));
    return events;
  }

  /// A flush is answered: no later word lies before it.
  void hear(double ms) {
    var _ = committed.hear(clock.endMs(ms));
  }
}
