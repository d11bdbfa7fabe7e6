package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// The sound of one leg: asked for where there is room for it, taken over from the thread that brings it to
/// the loop of the wire.
final class Intake extends BaseSubscriber<Sound> {
  /// Who takes the sound, on the loop.
  interface Taker {
    /// There is a subscription, told on the thread that made it: what is asked for earlier is lost.
    void begun();

    void come(Sound sound);

    void over();

    void broken(Throwable why);
  }

  private final Loop loop;
  private final ContextView context;
  private final Steps steps;
  private final Taker taker;
  private final Backlog backlog;
  private final AtomicInteger onTheirWay = new AtomicInteger();

  /// @param mostMs how much sound may wait between its source and the network
  /// @param steps of the leg: in the midst of one no sound is brought
  Intake(long mostMs, Loop loop, ContextView context, Steps steps, Taker taker) {
    this.steps = steps;
    this.loop = loop;
    this.context = context;
    this.taker = taker;
    this.backlog = new Backlog(mostMs * Sound.RATE_HZ / 1_000, this::request);
  }

  static long samples(Sound sound) {
    return sound instanceof Window window ? window.length() : 0;
  }

  /// Asks for the next piece if there is room for it.
  void ask() {
    backlog.ask();
  }

  /// So much has gone to the network.
  void left(long samples) {
    backlog.left(samples);
  }

  @Override
  public Context currentContext() {
    return Context.of(context);
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    taker.begun();
    backlog.ask();
  }

  @Override
  protected void hookOnNext(Sound sound) {
    backlog.came(samples(sound));
    if (loop.isHere() && onTheirWay.get() == 0 && steps.isIdle()) {
      taker.come(sound); // the usual case: who brings the sound lives where the wire does
    } else {
      onTheirWay.incrementAndGet();
      loop.execute(() -> {
        onTheirWay.decrementAndGet();
        taker.come(sound);
      });
    }
  }

  @Override
  protected void hookOnComplete() {
    loop.execute(taker::over);
  }

  @Override
  protected void hookOnError(Throwable why) {
    loop.execute(() -> taker.broken(why));
  }
}
