package dev.earshot.core.gate;

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
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where on the client's capture clock lies what a recogniser heard on a clock that leaves out silence.
///
/// Exact to the millisecond: silence is left out in whole ones. Where it was left out, a time belongs to both
/// sides; what begins there begins behind the silence, and what ends there ends before it. Sound is told by
/// one thread, words come on another.
final class TimeMap {
  // from this time of the recogniser's on, so much more was left out; guarded by this
  private final TreeMap<Long, Long> leftOut = new TreeMap<>();
  private long total;

  /// Before this time of the recogniser's, so much silence is left out.
  synchronized void leaveOut(long atMs, long ms) {
    total += ms;
    leftOut.put(atMs, total);
  }

  /// How much was left out so far, in milliseconds.
  synchronized long total() {
    return total;
  }

  /// The event as the client's clock has it.
  TranscriptEvent onClient(TranscriptEvent event) {
    return switch (event) {
      case SpeechStarted(var at) -> new SpeechStarted(from(at));
      case SpeechEnded(var at) -> new SpeechEnded(to(at));
      case HeardTo(var to, var asked) -> {
        forget(to);
        yield new HeardTo(to(to), asked);
      }
      case Partial guess -> new Partial(guess.utterance(), from(guess.fromMs()),
          Math.max(from(guess.fromMs()), to(guess.toMs())), guess.text(), guess.stable());
      case Final said -> {
        var told = new Final(said.utterance(), from(said.fromMs()),
            Math.max(from(said.fromMs()), to(said.toMs())),
            said.words().stream().map(this::onClient).toList());
        forget(said.fromMs());
        yield told;
      }
      case Degraded _,Recovered _,AudioGap _ -> event; // of those who stand before a gate
    };
  }

  private Word onClient(Word word) {
    var from = from(word.fromMs());
    return new Word(word.text(), from, Math.max(from, to(word.toMs())), word.confidence());
  }

  private synchronized long from(long ms) {
    return ms + more(leftOut.floorEntry(ms));
  }

  private synchronized long to(long ms) {
    return ms + more(leftOut.lowerEntry(ms));
  }

  private static long more(Map.@Nullable Entry<Long, Long> entry) {
    return entry == null ? 0 : entry.getValue();
  }

  /// No time before this one will be asked for: of what lies before it one entry is enough, and the one
  /// before that, for what ends there.
  private synchronized void forget(long beforeMs) {
    var last = leftOut.lowerKey(beforeMs);
    if (last != null) {
      leftOut.headMap(last, false).clear();
    }
  }
}
