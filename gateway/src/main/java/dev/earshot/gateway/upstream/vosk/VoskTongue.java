package dev.earshot.gateway.upstream.vosk;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.upstream.CaptureClock;
import dev.earshot.gateway.upstream.Committed;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.gateway.upstream.Spread;
import dev.earshot.gateway.upstream.Tongue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One leg with vosk-server: each frame but the first has one reply, in order, so that a few may be on their
/// way and no more; the others wait here, and no sound is asked for meanwhile.
final class VoskTongue implements Tongue {
  /// Without it the server takes sound for 8 kHz.
  private static final Frame CONFIG = new Frame.Text(
      "{\"config\":{\"sample_rate\":16000,\"words\":true}}");
  /// The server compares both letter by letter.
  private static final Frame RESET = new Frame.Text("{\"reset\" : 1}");
  private static final Frame EOF = new Frame.Text("{\"eof\" : 1}");

  /// Unanswered at once: enough for a round trip of a second with pieces of a tenth.
  static final int MOST_OPEN = 10;

  /// What a frame was sent for.
  private enum Sense {
    SOUND, FLUSH, END
  }

  /// A frame that has no reply yet.
  ///
  /// @param ms of the recogniser's time, up to which sound goes with it
  private record Open(Sense sense, Frame frame, double ms) {}

  private final CaptureClock clock;
  private final Committed committed;
  private final Deque<Open> sent = new ArrayDeque<>();
  /// Bounded by what the driver has asked for before [#isTaking] said no.
  private final Deque<Open> waiting = new ArrayDeque<>();
  private double resultMs;
  private boolean speaking;
  private boolean over;

  VoskTongue(Leg leg) {
    this.clock = new CaptureClock(leg.format());
    this.committed = new Committed(leg.firstUtterance());
  }

  @Override
  public List<Frame> greeting() {
    return List.of(CONFIG);
  }

  @Override
  public boolean isTaking() {
    return waiting.isEmpty() && sent.size() < MOST_OPEN;
  }

  @Override
  public List<Frame> sound(Window piece) {
    clock.give(piece);
    return send(Sense.SOUND, new Frame.Samples(piece.pcm()));
  }

  @Override
  public List<Frame> flush(boolean byClient) {
    return send(Sense.FLUSH, RESET);
  }

  @Override
  public List<Frame> end() {
    return send(Sense.END, EOF);
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public Heard read(String text) {
    var reply = Reply.read(text);
    var answered = answered(reply);
    var events = switch (reply) {
      case Reply.Guess(var guess) -> guess(guess, answered);
      case Reply.Result result -> result(result, answered);
    };
    over = answered.sense == Sense.END;
    return new Heard(events, release(), answered.sense == Sense.FLUSH ? 1 : 0);
  }

  @Override
  public void closed(int code, String reason) {
    if (!over) {
      throw new Lost("vosk-server closed with " + code);
    }
  }

  private List<Frame> send(Sense sense, Frame frame) {
    waiting.add(new Open(sense, frame, clock.givenOwnMs()));
    return release();
  }

  private List<Frame> release() {
    var frames = new ArrayList<Frame>();
    while (!waiting.isEmpty() && sent.size() < MOST_OPEN) {
      var next = waiting.remove();
      sent.add(next);
      frames.add(next.frame);
    }
    return frames;
  }

  /// A guess is never the reply to a flush: one that stays without an answer is done without.
  private Open answered(Reply reply) {
    var answered = sent.poll();
    while (answered != null && answered.sense == Sense.FLUSH && reply instanceof Reply.Guess) {
      answered = sent.poll();
    }
    if (answered == null || (answered.sense == Sense.END && reply instanceof Reply.Guess)) {
      throw new Garbled("reply: to nothing (expected: one to each frame)");
    }
    return answered;
  }

  private List<TranscriptEvent> guess(String text, Open answered) {
    if (text.isEmpty()) {
      return List.of();
    }
    var toMs = Math.max(committed.toMs(), clock.endMs(answered.ms));
    var fromMs = Math.clamp(clock.beginMs(resultMs), committed.toMs(), toMs);
    var events = new ArrayList<>(begin(fromMs));
    events.add(new Partial(committed.utterance(), fromMs, toMs, text));
    return events;
  }

  private List<TranscriptEvent> result(Reply.Result result, Open answered) {
    var words = words(result, answered.ms);
    var events = new ArrayList<TranscriptEvent>();
    if (words.isEmpty()) {
      events.add(committed.hear(clock.endMs(answered.ms)));
    } else {
      events.addAll(begin(words.getFirst().fromMs()));
      events.add(committed.say(words));
    }
    if (speaking) {
      speaking = false;
      events.add(new SpeechEnded(committed.toMs()));
    }
    resultMs = answered.ms;
    return events;
  }

  private List<Word> words(Reply.Result result, double toMs) {
    var spoken = result.words().isEmpty()
        ? Spread.over(result.text(), resultMs, toMs)
            .stream()
            .map(one -> new Reply.Spoken(one.text(), one.fromMs(), one.toMs(), 1))
            .toList()
        : result.words();
    var words = new ArrayList<Word>();
    var after = committed.toMs();
    for (var one : spoken) {
      var word = Committed.word(one.text(), clock.beginMs(one.fromMs()), clock.endMs(one.toMs()),
          one.confidence(), after);
      words.add(word);
      after = word.toMs();
    }
    return words;
  }

  private List<TranscriptEvent> begin(long atMs) {
    if (speaking) {
      return List.of();
    }
    speaking = true;
    return List.of(new SpeechStarted(atMs));
  }
}
