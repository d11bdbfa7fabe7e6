package dev.earshot.core.scripted;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// One leg of a [ScriptedRecogniser]: what was heard so far and what is to be said about it.
final class Scene {
  private static final int SECONDS_OF_A_FINAL = 5;

  private final Leg leg;
  private final Script script;
  private final LongFunction<String> names;
  private final PacketOrder packets = new PacketOrder();
  private final List<Word> open = new ArrayList<>();
  private long utterance;
  private long heardSamples;
  private long heardToMs;
  private long nextSecond;

  /// @param names what the word of a second is
  Scene(Leg leg, Script script, LongFunction<String> names) {
    this.leg = leg;
    this.script = script;
    this.names = names;
    this.utterance = leg.firstUtterance();
  }

  List<TranscriptEvent> hear(Sound sound) {
    return switch (sound) {
      case Window window -> hear(window);
      case Flush(var asked) -> isMute() ? List.of() : flush(asked);
    };
  }

  List<TranscriptEvent> end() {
    return isMute() ? List.of() : finish();
  }

  private List<TranscriptEvent> flush(boolean asked) {
    var events = new ArrayList<>(finish());
    events.add(new HeardTo(heardToMs, asked));
    return events;
  }

  private List<TranscriptEvent> hear(Window window) {
    packets.hear(window);
    heardSamples += window.captured();
    heardToMs = leg.format().millisOf(window.toSample());
    if (isDue()) {
      switch (script.fault()) {
        case LOST -> throw new RecogniserException.Lost("scripted fault", new Exception("script"));
        case BUSY -> throw new RecogniserException.Busy("scripted fault", Duration.ofSeconds(1));
        case MUTE -> {
          return List.of();
        }
        case NONE -> {
        }
      }
    }
    return say(window);
  }

  private List<TranscriptEvent> say(Window window) {
    var rate = leg.format().captureRateHz();
    // seconds that nobody heard begin are not said
    nextSecond = Math.max(nextSecond, Math.ceilDiv(window.fromSample(), (long) rate));
    var events = new ArrayList<TranscriptEvent>();
    for (; nextSecond * rate < window.toSample(); nextSecond++) {
      if (!open.isEmpty() && finalOf(open.getFirst().fromMs() / 1_000) != finalOf(nextSecond)) {
        events.addAll(finish());
      }
      open.add(new Word(names.apply(nextSecond), nextSecond * 1_000, nextSecond * 1_000 + 1_000,
          1));
      var text = text(); // which only grows
      events.add(new Partial(utterance, open.getFirst().fromMs(), heardToMs, text, text.length()));
    }
    return events;
  }

  private static long finalOf(long second) {
    return second / SECONDS_OF_A_FINAL;
  }

  private List<TranscriptEvent> finish() {
    if (open.isEmpty()) {
      return List.of();
    }
    var last = open.removeLast(); // its second may still be running
    open.add(new Word(last.text(), last.fromMs(), Math.min(last.toMs(), heardToMs), 1));
    var said = new Final(utterance++, open.getFirst().fromMs(), open.getLast().toMs(), open);
    open.clear();
    return List.of(said);
  }

  private boolean isMute() {
    return script.fault() == Script.Fault.MUTE && isDue();
  }

  private boolean isDue() {
    return script.fault() != Script.Fault.NONE
        && leg.format().millisOf(heardSamples) >= script.faultAfter().toMillis();
  }

  private String text() {
    return open.stream().map(Word::text).collect(Collectors.joining(" "));
  }
}
