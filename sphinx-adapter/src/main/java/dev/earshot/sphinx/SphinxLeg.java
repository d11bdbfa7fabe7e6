package dev.earshot.sphinx;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.FluxSink;
import reactor.util.context.Context;

/// One subscription to the recogniser: sound comes in on the thread that brings it, where an [Ear]
/// hears it; a [Scribe] writes the words down on a worker thread; an [Outbox] keeps them for the
/// reader.
final class SphinxLeg extends BaseSubscriber<Sound> implements Scribe.Reader {
  private final FluxSink<TranscriptEvent> sink;
  private final Outbox outbox;
  private final Backlog backlog;
  private final Ear ear;
  private final Scribe scribe;
  private final Consumer<SphinxLeg> ended;

  SphinxLeg(Leg leg, long backlog, DecoderPool pool, Executor workers,
      FluxSink<TranscriptEvent> sink, Consumer<SphinxLeg> ended) {
    this.sink = sink;
    this.ended = ended;
    this.outbox = new Outbox(sink);
    this.backlog = new Backlog(backlog, this::request);
    this.ear = new Ear(leg.format(), this::pass);
    this.scribe = new Scribe(pool, workers, leg, this);
    sink.onDispose(this::leave);
  }

  @Override
  public Context currentContext() {
    return Context.of(sink.contextView());
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    sink.onRequest(_ -> { // not earlier: what is asked before there is a subscription is lost
      outbox.drain();
      askForSound();
    });
    askForSound();
  }

  @Override
  protected void hookOnNext(Sound sound) {
    switch (sound) {
      case Window window -> {
        backlog.came(window.pcm().length);
        ear.hear(window);
      }
      case Flush(var asked) -> {
        backlog.came(0);
        ear.flush(asked);
      }
    }
    askForSound();
  }

  @Override
  protected void hookOnComplete() {
    ear.cut();
    scribe.write(new Piece.Over());
  }

  @Override
  protected void hookOnError(Throwable why) {
    fail(why);
  }

  @Override
  public void tell(TranscriptEvent event) {
    outbox.tell(event);
  }

  @Override
  public void heard(long samples) {
    backlog.heard(samples);
    askForSound();
  }

  @Override
  public void complete() {
    outbox.complete();
  }

  /// Ends the leg with this, from any thread.
  @Override
  public void fail(Throwable why) {
    cancel();
    scribe.dismiss();
    outbox.fail(why);
  }

  /// What the ear found goes to the scribe; of beginning and end the reader hears at once.
  private void pass(Piece piece) {
    switch (piece) {
      case Piece.Begins begins -> outbox.tell(new SpeechStarted(begins.voiceMs()));
      case Piece.Ends ends -> outbox.tell(new SpeechEnded(ends.voiceMs()));
      case Piece.Speech(var pcm) -> backlog.waits(pcm.length);
      case Piece.Heard heard when !heard.asked() && scribe.isIdle() -> {
        outbox.tell(new HeardTo(heard.ms(), false)); // silence wakes nobody
        return;
      }
      case Piece.Heard _ -> backlog.waits(Piece.Heard.WEIGHT);
      case Piece.Over _ -> {
      }
    }
    scribe.write(piece);
  }

  private void askForSound() {
    if (!outbox.isFull()) {
      backlog.ask();
    }
  }

  private void leave() {
    cancel();
    scribe.dismiss();
    ended.accept(this);
  }
}
