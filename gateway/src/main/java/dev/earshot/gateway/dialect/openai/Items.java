package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Makes items of what is heard. The client's commits, clears and changes of who finds turns are marks in
/// its sound; a flush is asked for at each, and its answer says that all words before the mark are told.
///
/// So the order of what the recogniser tells decides what belongs to which side of a mark; times serve
/// only where several flushes were answered as one. At most 64 marks wait for their answer.
final class Items {
  /// What the client may commit at least, as with OpenAI.
  static final long LEAST_MS = 100;
  /// By how much the answer to a flush may lie before the mark: what a resampler holds back. Less than
  /// lies between two commits.
  private static final long SLACK_MS = 50;
  private static final int MOST = 64;

  private final ServerEvents events;
  private final Chain chain;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private TurnDetection detection;
  /// Of which the sound still comes; what is heard is for that of the first mark, or for it.
  private Stretch open;
  private long fromMs;
  private long capturedMs;
  private boolean isFresh;

  /// The end of a stretch.
  ///
  /// @param asked a commit that has to become an item, or an error about this message
  private record Mark(Stretch stretch, long atMs, @Nullable Asked asked) {}

  /// A commit where the recogniser finds the turns.
  ///
  /// @param eventId as the client calls it; null where it does not
  /// @param committed how many items there were before it
  private record Asked(@Nullable String eventId, long committed) {}

  Items(ServerEvents events, TurnDetection detection) {
    this.events = events;
    this.chain = new Chain(events);
    this.detection = detection;
    this.open = begin();
  }

  /// Sound came.
  ///
  /// @param upToMs all of it
  void came(long upToMs) {
    capturedMs = upToMs;
    isFresh = true;
  }

  /// The client commits what came since the last mark.
  ///
  /// @return why it cannot; null where a flush is due
  @Nullable
  Fault commit(@Nullable String eventId) {
    if (capturedMs - fromMs < LEAST_MS) {
      return tooShort(capturedMs - fromMs);
    }
    switch (open) {
      case Dictation dictation -> {
        dictation.commit();
        mark(null);
        announce();
      }
      case Conversation _ -> mark(new Asked(eventId, chain.committed()));
    }
    return null;
  }

  /// The client wants nothing to be told of what came and is not committed.
  ///
  /// @return whether a flush is due
  boolean clear() {
    events.cleared();
    if (isFresh) {
      open.drop();
      mark(null);
      return true;
    }
    return false;
  }

  /// Why no mark can be made now; null where one can.
  @Nullable
  Fault busy() {
    return marks.size() < MOST
        ? null
        : Fault.invalid("too_many_pending",
            "commits and clears: " + MOST + " not answered yet (expected: fewer)", null);
  }

  /// From now on turns are found like this. Where another finds them than before, what is being said ends
  /// here.
  ///
  /// @return whether a flush is due
  boolean detectBy(TurnDetection other) {
    var same = other.isByClient() == detection.isByClient();
    detection = other;
    if (same) {
      if (open instanceof Conversation conversation) {
        conversation.detectBy(other);
      }
      return false;
    }
    if (isFresh || !open.isIdle()) {
      mark(null);
      return true;
    }
    open = begin();
    return false;
  }

  /// The recogniser told this.
  void heard(TranscriptEvent heard) {
    switch (heard) {
      case HeardTo(var toMs, var asked) when asked -> answered(toMs);
      case Degraded(_, var why) -> events.error(Troubles.degraded(why), null);
      case AudioGap gap -> {
        events.error(Troubles.lost(gap), null);
        current().hear(gap);
      }
      case SpeechStarted _,Partial _,Final _,SpeechEnded _,HeardTo _,Recovered _ -> current()
          .hear(heard);
    }
  }

  /// The stream has ended without a failure, and this is charged for it.
  void ended(long billedMs) {
    chain.chargeAtMost(billedMs);
    while (!marks.isEmpty()) {
      reached(marks.removeFirst());
    }
    open.end(capturedMs);
  }

  /// What is not completed will not be.
  void fail(Fault why) {
    marks.forEach(mark -> mark.stretch.fail(why));
    marks.clear();
    open.fail(why);
  }

  private static Fault tooShort(long ms) {
    return Fault.invalid("input_audio_buffer_commit_empty",
        "buffer: " + ms + " ms of speech (expected: >= " + LEAST_MS + " ms)", null);
  }

  private Stretch current() {
    return marks.isEmpty() ? open : marks.getFirst().stretch;
  }

  private void answered(long toMs) {
    while (!marks.isEmpty() && marks.getFirst().atMs <= toMs + SLACK_MS) {
      reached(marks.removeFirst());
    }
  }

  private void reached(Mark mark) {
    var begun = mark.stretch.over(mark.atMs);
    if (mark.asked != null && chain.committed() == mark.asked.committed) {
      events.error(tooShort(0), mark.asked.eventId);
    }
    if (current() instanceof Conversation next) {
      next.goOn(begun);
    }
    announce();
  }

  /// Commits are told in the order of their sound: not before items that may still come of what was said
  /// before them.
  private void announce() {
    for (var mark : marks) {
      if (!(mark.stretch instanceof Dictation dictation) || !dictation.isDecided()) {
        return;
      }
      dictation.announce();
    }
  }

  private void mark(@Nullable Asked asked) {
    marks.add(new Mark(open, capturedMs, asked));
    open = begin();
    fromMs = capturedMs;
    isFresh = false;
  }

  private Stretch begin() {
    return detection.isByClient()
        ? new Dictation(events, chain)
        : new Conversation(events, chain, detection, () -> capturedMs);
  }
}
