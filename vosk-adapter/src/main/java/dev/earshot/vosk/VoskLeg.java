package dev.earshot.vosk;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one leg hears and tells. Each call may take as long as the native one in it, and they follow each
/// other; only [#free] may come while another one runs, and waits for it.
final class VoskLeg {
  private static final double MILLIS_PER_SAMPLE = 1_000.0 / Sound.RATE_HZ;

  private final Leg leg;
  private final VoiceModel model;
  // guarded by this
  private @Nullable Voice voice;
  private boolean freed;
  private CaptureClock clock;
  private long position;
  private long toSample;
  private long resultAt;
  private long utterance;
  private long toldMs;
  private boolean speaking;

  VoskLeg(Leg leg, VoiceModel model) {
    this.leg = leg;
    this.model = model;
    this.utterance = leg.firstUtterance();
    this.clock = new CaptureClock(leg.format(), 0, 0);
  }

  /// Hears this, and tells what that told.
  synchronized List<TranscriptEvent> hear(Sound sound) {
    return guarded(() -> switch (sound) {
      case Window window -> hear(window);
      case Flush(var asked) -> {
        var events = settle();
        toldMs = Math.max(toldMs, leg.format().millisOf(toSample));
        events.add(new HeardTo(toldMs, asked));
        yield events;
      }
    });
  }

  /// No more sound comes.
  synchronized List<TranscriptEvent> end() {
    return guarded(this::settle);
  }

  /// Gives the native recogniser back. May be called again, to no effect.
  synchronized void free() {
    freed = true;
    var last = voice;
    voice = null;
    if (last != null) {
      last.close();
    }
  }

  private List<TranscriptEvent> guarded(Supplier<List<TranscriptEvent>> step) {
    if (freed) {
      return List.of();
    }
    try {
      return step.get();
    } catch (RecogniserException e) {
      throw e;
    } catch (RuntimeException | Error e) { // even of an Error the reader must hear, or he waits on
      throw new Lost("vosk-local broke off", e);
    }
  }

  private List<TranscriptEvent> hear(Window window) {
    var events = new ArrayList<TranscriptEvent>();
    var current = voice;
    if (current == null) {
      current = opened();
      clock = new CaptureClock(leg.format(), window.fromSample(), 0);
    } else if (window.fromSample() != toSample) { // words across a hole are nonsense
      events.addAll(settle());
      clock = new CaptureClock(leg.format(), window.fromSample(), position);
    }
    position += window.pcm().length;
    toSample = window.toSample();
    events.addAll(current.hear(window.pcm()) ? result(current.result()) : guess(current.guess()));
    return events;
  }

  private Voice opened() {
    try {
      var opened = model.open();
      voice = opened;
      return opened;
    } catch (IOException e) {
      throw new Lost("vosk-local has no recogniser to give", e);
    }
  }

  private List<TranscriptEvent> settle() {
    var current = voice;
    return current == null || position == resultAt
        ? new ArrayList<>()
        : result(current.last());
  }

  private List<TranscriptEvent> guess(String json) {
    var text = Reply.read(json, "partial").text();
    if (text.isEmpty()) {
      return List.of();
    }
    var toMs = Math.max(toldMs, leg.format().millisOf(toSample));
    var fromMs = Math.clamp(millisAt(resultAt * MILLIS_PER_SAMPLE), toldMs, toMs);
    var events = begin(fromMs);
    events.add(new Partial(utterance, fromMs, toMs, text));
    return events;
  }

  private List<TranscriptEvent> result(String json) {
    var words = words(Reply.read(json, "text")
        .spoken(resultAt * MILLIS_PER_SAMPLE, position * MILLIS_PER_SAMPLE));
    resultAt = position;
    if (words.isEmpty()) {
      toldMs = Math.max(toldMs, leg.format().millisOf(toSample));
      var events = ended();
      events.add(new HeardTo(toldMs, false));
      return events;
    }
    var events = begin(words.getFirst().fromMs());
    events.add(new Final(utterance++, words.getFirst().fromMs(), words.getLast().toMs(), words));
    toldMs = words.getLast().toMs();
    events.addAll(ended());
    return events;
  }

  private List<Word> words(List<Reply.Spoken> spoken) {
    var words = new ArrayList<Word>();
    var after = toldMs;
    for (var one : spoken) {
      if (!one.text().isBlank()) {
        var from = Math.max(after, millisAt(one.fromMs()));
        after = Math.max(from, millisAt(one.toMs()));
        words.add(new Word(one.text(), from, after, Math.clamp(one.confidence(), 0, 1)));
      }
    }
    return words;
  }

  private List<TranscriptEvent> begin(long atMs) {
    var events = new ArrayList<TranscriptEvent>();
    if (!speaking) {
      speaking = true;
      events.add(new SpeechStarted(atMs));
    }
    return events;
  }

  private List<TranscriptEvent> ended() {
    var events = new ArrayList<TranscriptEvent>();
    if (speaking) {
      speaking = false;
      events.add(new SpeechEnded(toldMs));
    }
    return events;
  }

  private long millisAt(double ownMs) {
    return clock.millisAt(ownMs, toSample);
  }
}
