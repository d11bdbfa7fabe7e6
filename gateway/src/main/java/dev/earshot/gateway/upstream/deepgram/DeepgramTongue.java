package dev.earshot.gateway.upstream.deepgram;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One leg with Deepgram: sound in binary, a message for each packet where it is packets, everything else in JSON.
///
/// A range that is final is an utterance of its own, told at once: its words never change, and whoever waited
/// for the end of speech would be seconds late.
final class DeepgramTongue implements Tongue {
  private static final Frame KEEP_ALIVE = new Frame.Text("{\"type\":\"KeepAlive\"}");
  private static final Frame FINALIZE = new Frame.Text("{\"type\":\"Finalize\"}");
  private static final Frame CLOSE = new Frame.Text("{\"type\":\"CloseStream\"}");
  private static final Duration FULL = Duration.ofSeconds(5);

  /// A range may end a frame of the decoder before the sound does.
  private static final long SLACK_MS = 250;

  private final boolean packed;
  private final CaptureClock clock;
  private final Committed committed;
  private final Deque<Long> flushes = new ArrayDeque<>();
  private boolean speaking;
  private boolean asked;
  private boolean over;

  DeepgramTongue(Leg leg) {
    this.packed = leg.packets();
    this.clock = new CaptureClock(leg.format(), packed);
    this.committed = new Committed(leg.firstUtterance());
  }

  static List<Frame> idle() {
    return List.of(KEEP_ALIVE);
  }

  @Override
  public List<Frame> sound(Window piece) {
    clock.give(piece);
    var packets = packed ? piece.packets() : null;
    return List.of(packets == null
        ? new Frame.Samples(piece.pcm())
        : new Frame.Packed(packets));
  }

  @Override
  public List<Frame> flush(boolean byClient) {
    flushes.add(clock.givenMs());
    return List.of(FINALIZE);
  }

  @Override
  public List<Frame> keepAlive() {
    return idle();
  }

  @Override
  public List<Frame> end() {
    asked = true;
    return List.of(CLOSE);
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public Heard read(String text) {
    return switch (Message.read(text)) {
      case Message.Results results -> results(results);
      case Message.SpeechStarted(var atMs) -> Heard.of(begin(clock.beginMs(atMs)));
      case Message.UtteranceEnd _ -> Heard.of(stop());
      case Message.Metadata _ -> {
        over = asked; // it may come at any time
        yield Heard.NOTHING;
      }
      case Message.Failure(var code) -> throw failure(code);
      case Message.Other _ -> Heard.NOTHING;
    };
  }

  @Override
  public void closed(int code, String reason) {
    var isEnd = asked && (code == 1000 || code == 1005);
    if (isEnd) {
      return;
    }
    var message = "Deepgram closed with " + code;
    throw switch (code) {
      case 1008 -> reason.contains("ASR_PAYMENT_REQUIRED") || reason.contains("INSUFFICIENT")
          || reason.contains("INVALID_AUTH") ? new Refused(message) : new Garbled(message);
      case 1013 -> new Busy(message, FULL);
      default -> new Lost(message);
    };
  }

  private Heard results(Message.Results results) {
    var fromMs = clock.beginMs(results.fromMs());
    var toMs = Math.max(fromMs, clock.endMs(results.toMs()));
    if (!results.isFinal()) {
      return Heard.of(guess(results, fromMs, toMs));
    }
    var events = new ArrayList<TranscriptEvent>();
    var words = words(results);
    if (words.isEmpty()) {
      events.add(committed.hear(toMs));
    } else {
      events.addAll(begin(words.getFirst().fromMs()));
      events.add(committed.say(words));
    }
    if (results.speechFinal()) {
      events.addAll(stop());
    }
    return new Heard(events, List.of(), results.fromFinalize() ? answered(toMs) : 0);
  }

  private List<TranscriptEvent> guess(Message.Results results, long fromMs, long toMs) {
    var text = results.transcript().strip();
    if (text.isEmpty()) {
      return List.of();
    }
    var from = results.words().isEmpty()
        ? fromMs
        : clock.beginMs(results.words().getFirst().fromMs());
    from = Math.clamp(from, Math.min(committed.toMs(), toMs), toMs);
    var events = new ArrayList<>(begin(from));
    events.add(new Partial(committed.utterance(), from, Math.max(from, toMs), text));
    return events;
  }

  private List<Word> words(Message.Results results) {
    var words = new ArrayList<Word>();
    var after = committed.toMs();
    var spoken = results.words().isEmpty() ? spread(results) : results.words();
    for (var one : spoken) {
      var word = Committed.word(one.text(), clock.beginMs(one.fromMs()), clock.endMs(one.toMs()),
          one.confidence(), after);
      words.add(word);
      after = word.toMs();
    }
    return words;
  }

  /// Where words have no times of their own, each has its share of the range.
  private static List<Message.Spoken> spread(Message.Results results) {
    return Spread.over(results.transcript(), results.fromMs(), results.toMs())
        .stream()
        .map(one -> new Message.Spoken(one.text(), one.fromMs(), one.toMs(), 1))
        .toList();
  }

  /// A Finalize with nothing behind it may be left unanswered: an answer is one to all that lie before it.
  private int answered(long toMs) {
    var count = 0;
    while (!flushes.isEmpty() && flushes.element() <= toMs + SLACK_MS) {
      var _ = committed.hear(flushes.remove());
      count++;
    }
    return count;
  }

  private List<TranscriptEvent> begin(long atMs) {
    if (speaking) {
      return List.of();
    }
    speaking = true;
    return List.of(new SpeechStarted(atMs));
  }

  private List<TranscriptEvent> stop() {
    if (!speaking) {
      return List.of();
    }
    speaking = false;
    return List.of(new SpeechEnded(committed.toMs()));
  }

  private static RecogniserException failure(int code) {
    var message = "Deepgram failed with " + code;
    return switch (code) {
      case 401, 402, 403 -> new Refused(message);
      case 429, 503 -> new Busy(message, FULL);
      default -> new Lost(message);
    };
  }
}
