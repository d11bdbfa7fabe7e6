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
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A stretch in which the recogniser finds where items begin and end: each utterance is one.
///
/// A recogniser may tell the beginning of the next utterance before the words of the last one, may tell
/// no beginnings or no ends at all, and may find that nothing was said.
final class Conversation implements Stretch {
  /// A voice is certain only after some time: what begins this close to a mark begins behind it.
  private static final long ONSET_MS = 20;

  private final ServerEvents events;
  private final Chain chain;
  private final LongSupplier capturedMs;
  private final Deque<Turn> turns = new ArrayDeque<>();
  private TurnDetection detection;
  private boolean dropped;

  /// @param capturedMs how much sound came so far
  Conversation(ServerEvents events, Chain chain, TurnDetection detection,
      LongSupplier capturedMs) {
    this.events = events;
    this.chain = chain;
    this.detection = detection;
    this.capturedMs = capturedMs;
  }

  /// From now on turns are told like this.
  void detectBy(TurnDetection other) {
    detection = other;
  }

  @Override
  public boolean isIdle() {
    return turns.isEmpty();
  }

  /// Goes on with turns that began before the mark was told.
  void goOn(List<Turn> begun) {
    turns.addAll(begun);
  }

  @Override
  public void hear(TranscriptEvent heard) {
    switch (heard) {
      case SpeechStarted(var atMs) -> {
        overBy(atMs);
        open(atMs);
      }
      case Partial guess -> {
        var turn = turnOf(guess.utterance(), guess.fromMs(), guess.toMs());
        if (turn == null) {
          turn = open(guess.fromMs());
        }
        if (turn != null) {
          events.delta(turn.item(), turn.grow(guess));
        }
      }
      case Final said -> last(said);
      case SpeechEnded(var atMs) -> turns.stream()
          .filter(turn -> !turn.isOver() && turn.startMs() <= atMs)
          .findFirst()
          .ifPresent(turn -> over(turn, atMs, atMs + detection.silence()));
      case HeardTo(var toMs, _) -> {
        while (!turns.isEmpty() && turns.getFirst().isOverBy(toMs)) {
          complete(turns.removeFirst()); // no word was found in it
        }
      }
      case AudioGap gap -> turns.stream()
          .filter(turn -> turn.overlap(gap.fromMs(), gap.toMs()) > 0)
          .forEach(turn -> turn.lose(Troubles.lost(gap)));
      case Degraded _,Recovered _ -> { // told without an item
      }
    }
  }

  @Override
  public void drop() {
    dropped = true;
    turns.removeIf(turn -> !turn.isOver());
  }

  @Override
  public List<Turn> over(long toMs) {
    while (!turns.isEmpty() && turns.getFirst().startMs() + ONSET_MS <= toMs) {
      finish(turns.removeFirst(), toMs);
    }
    return List.copyOf(turns);
  }

  @Override
  public void end(long toMs) {
    while (!turns.isEmpty()) {
      finish(turns.removeFirst(), toMs);
    }
  }

  @Override
  public void fail(Fault why) {
    turns.forEach(turn -> chain.fail(turn.item(), why));
    turns.clear();
  }

  private void last(Final said) {
    var turn = turnOf(said.utterance(), said.fromMs(), said.toMs());
    if (turn == null && !said.words().isEmpty()) {
      turn = open(said.fromMs());
    }
    if (turn == null) {
      return;
    }
    while (turns.getFirst() != turn) {
      finish(turns.removeFirst(), said.fromMs()); // finals come in order: it had no words
    }
    turns.removeFirst();
    if (!turn.isOver()) {
      over(turn, said.toMs(), said.toMs());
    }
    events.delta(turn.item(), turn.grow(said));
    complete(turn);
  }

  /// Begins a turn; null where what is said now is not wanted.
  private @Nullable Turn open(long startMs) {
    if (dropped) {
      return null;
    }
    var turn = new Turn(new Item(events.nextItem()), startMs);
    turns.add(turn);
    events.speechStarted(turn.item(), Math.max(0, startMs - detection.prefix()));
    return turn;
  }

  /// Whose words lie there; null where it is nobody's yet.
  private @Nullable Turn turnOf(long utterance, long fromMs, long toMs) {
    Turn best = null;
    for (var turn : turns) {
      if (turn.speaks(utterance)) {
        return turn;
      }
      if (turn.isMute() && (turn.overlap(fromMs, toMs) > 0 || !turn.isOver())
          && (best == null || turn.overlap(fromMs, toMs) > best.overlap(fromMs, toMs))) {
        best = turn;
      }
    }
    return best;
  }

  /// A turn of which no end was told is over when the next one begins.
  private void overBy(long ms) {
    for (var turn : turns) {
      if (!turn.isOver()) {
        over(turn, ms, ms);
      }
    }
  }

  private void finish(Turn turn, long ms) {
    if (!turn.isOver()) {
      over(turn, Math.max(turn.startMs(), ms), ms);
    }
    complete(turn);
  }

  /// The end that is told is never before the start that was told, and never behind what came.
  private void over(Turn turn, long voiceToMs, long toldMs) {
    var told = Math.max(turn.startMs(), Math.min(toldMs, capturedMs.getAsLong()));
    turn.over(voiceToMs, told);
    events.speechStopped(turn.item(), told);
    chain.commit(turn.item());
  }

  private void complete(Turn turn) {
    chain.complete(turn.item(), turn.chargedToMs(), turn.lost());
  }
}
