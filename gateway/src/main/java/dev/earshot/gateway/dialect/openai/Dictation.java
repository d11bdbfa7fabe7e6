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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of which the client says where it ends: one item, of all that is said in it. Its words are
/// told while they are spoken, before it is committed.
final class Dictation implements Stretch {
  private final ServerEvents events;
  private final Chain chain;
  private @Nullable Item item;
  private boolean committed;
  private boolean announced;
  private boolean dropped;
  private boolean isTold;
  /// Why it may have no words; null where all of its sound was heard.
  private @Nullable Fault lost;

  Dictation(ServerEvents events, Chain chain) {
    this.events = events;
    this.chain = chain;
  }

  /// The client has said that it ends here.
  void commit() {
    committed = true;
  }

  /// Whether the client has said what becomes of it.
  boolean isDecided() {
    return committed || dropped;
  }

  /// The client is told that it has an item, if it has said so and was not told yet.
  void announce() {
    if (committed && !announced) {
      announced = true;
      chain.commit(item());
    }
  }

  @Override
  public void hear(TranscriptEvent heard) {
    if (dropped) {
      return;
    }
    switch (heard) {
      case Partial guess when guess.stable() > 0 -> events.delta(item(), item().grow(guess));
      case Partial _ -> { // nothing of it is certain
      }
      case Final said -> events.delta(item(), item().grow(said));
      case SpeechStarted _,SpeechEnded _,HeardTo _ -> { // the client says where items end
      }
      case AudioGap gap -> lost = Troubles.lost(gap);
      case Degraded _,Recovered _ -> { // told without an item
      }
    }
  }

  @Override
  public void drop() {
    dropped = true;
  }

  @Override
  public boolean isIdle() {
    return !isKnown();
  }

  /// Where the client has not committed it, it does not say any more where items end: what it was told
  /// becomes one.
  @Override
  public List<Turn> over(long toMs) {
    if (!isKnown()) {
      return List.of();
    }
    commit();
    announce();
    chain.complete(item(), toMs, lost);
    isTold = true;
    return List.of();
  }

  @Override
  public void end(long toMs) {
    over(toMs);
  }

  @Override
  public void fail(Fault why) {
    if (isKnown()) {
      chain.fail(item(), why);
      isTold = true;
    }
  }

  /// Whether the client knows of an item whose last word it waits for.
  private boolean isKnown() {
    return !isTold && (committed || (!dropped && item != null && item.hasText()));
  }

  private Item item() {
    var known = item;
    if (known == null) {
      known = new Item(events.nextItem());
      item = known;
    }
    return known;
  }
}
