package dev.earshot.core.relay;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.Trouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// One leg that is running: its sound goes through here to the engine, its words come back one at a time,
/// the next one only when its owner wants it. What it still says when it is over reaches nobody.
final class LegRun extends BaseSubscriber<TranscriptEvent> implements Reading.Hearer {
  private final Leg leg;
  private final Context context;
  private final Target target;
  private final LegWatch watch;
  private final Plausibility plausibility;
  private final RelayDesk desk;
  private final Owner owner;
  private final Reading reading;
  private volatile boolean wanted;
  private long paidOpenMs;

  /// Why it is of no use any more.
  record Failing(Trouble trouble, Lost error) {}

  /// Whom it happens to. May be called by any thread, but not by two at once.
  interface Owner {
    void heard(LegRun run, TranscriptEvent event);

    void failed(LegRun run, Throwable error);

    void completed(LegRun run);
  }

  /// @param context of whoever hears the stream
  LegRun(Leg leg, long fromSample, Target target, RelayDesk desk, Feed feed, ContextView context,
      Owner owner) {
    var capabilities = target.engine().recogniser().capabilities();
    var packed = leg.packets() && capabilities.feed().packets();
    this.leg = leg.withPackets(packed);
    this.context = Context.of(context);
    this.target = target;
    this.desk = desk;
    this.owner = owner;
    this.watch = new LegWatch(desk.times(), capabilities,
        desk.voices().get(), fromSample, desk.nowMs());
    this.plausibility = new Plausibility(leg.format().millisOf(fromSample),
        this::givenMs);
    this.reading = new Reading(feed, packed, this);
  }

  void start() {
    target.engine().recogniser().transcribe(leg, reading).subscribe(this);
  }

  Target target() {
    return target;
  }

  LegWatch watch() {
    return watch;
  }

  /// Whether it has asked for sound that is not there yet.
  boolean asks() {
    return reading.demand() > 0;
  }

  /// Its owner wants the next word.
  void want() {
    if (!wanted) {
      wanted = true;
      request(1);
    }
  }

  /// What is wrong with it, if anything: it gives no sign, or no words.
  ///
  /// @param muteMs how much speech without a word is too much
  @Nullable
  Failing failing(long muteMs, long nowMs) {
    if (watch.isStalled(asks(), nowMs)) {
      return new Failing(Trouble.STALLED, new Lost(watch.isSoundOver()
          ? "leg: no last words in time (expected: its end)"
          : "leg: takes no sound (expected: within its backlog)"));
    }
    if (watch.speechMs() >= muteMs) {
      return new Failing(Trouble.MUTE, new Lost("leg: " + watch.speechMs()
          + " ms of speech without a word (expected: < " + muteMs + ")"));
    }
    if (watch.isProved(nowMs)) {
      target.proved();
    }
    return null;
  }

  /// Up to where it was given sound.
  long givenMs() {
    return leg.format().millisOf(watch.toSample());
  }

  /// Whether another leg has to take over from it, though it has done nothing wrong.
  ///
  /// @param finalMs up to where words are final
  /// @param other whether somebody else may take over
  boolean isToMove(long finalMs, BooleanSupplier other, long nowMs) {
    return watch.isTooOld(givenMs() - finalMs, nowMs)
        || (target.isLeft() && other.getAsBoolean());
  }

  /// Ends it; its engine is told what became of it by its owner.
  void stop() {
    reading.stop();
    cancel();
    payOpenTime();
    target.ended(watch.ageMs(desk.nowMs()), watch.hasSpoken());
  }

  /// What an engine that is paid for open time is due since the last time.
  void payOpenTime() {
    var tariff = target.tariff();
    if (tariff == Tariff.OPEN_TIME) {
      var age = watch.ageMs(desk.nowMs());
      desk.costs().due(target.engine().name(), tariff, age - paidOpenMs);
      paidOpenMs = age;
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    if (wanted) {
      subscription.request(1);
    }
  }

  @Override
  protected void hookOnNext(TranscriptEvent event) {
    wanted = false;
    owner.heard(this, event);
  }

  @Override
  protected void hookOnError(Throwable error) {
    owner.failed(this, error);
  }

  @Override
  protected void hookOnComplete() {
    owner.completed(this);
  }

  /// Whether what it says can be believed.
  void check(TranscriptEvent event) {
    plausibility.check(event);
  }

  @Override
  public void given(Sound sound) {
    if (sound instanceof Window window) {
      watch.given(window, desk.nowMs());
      var ms = leg.format().millisOf(window.toSample())
          - leg.format().millisOf(window.fromSample());
      target.heard(ms);
      if (target.tariff() == Tariff.SOUND) {
        desk.costs().due(target.engine().name(), Tariff.SOUND, ms);
      }
    }
  }

  @Override
  public void caughtUp() {
    watch.caughtUp();
  }

  @Override
  public void soundOver() {
    watch.soundOver(desk.nowMs());
  }
}
