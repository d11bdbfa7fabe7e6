package dev.earshot.core.relay;

import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// What one leg hears of a [Feed]: first what is on the tape, then what comes. For one subscriber, who may
/// ask and cancel on any thread.
final class Reading extends Flux<Sound> {
  private final Feed feed;
  private final boolean packed;
  private final Hearer hearer;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile boolean cancelled;
  private @Nullable CoreSubscriber<? super Sound> leg;
  // of the feed's thread
  private Iterator<Window> again = List.<Window>of().iterator();
  private Iterator<Asked> askedAgain = List.<Asked>of().iterator();
  private @Nullable Window nextAgain;
  private @Nullable Asked nextAsked;
  private long position;
  private final LateSound late = new LateSound();

  /// Hears how far it has come. Called by whoever gives the sound; may not block.
  interface Hearer {
    /// The leg is given this.
    void given(Sound sound);

    /// It was given all that was on the tape.
    void caughtUp();

    /// It was given all there is.
    void soundOver();
  }

  /// @param packed whether the leg takes packets; where it does not, they are decoded for it
  Reading(Feed feed, boolean packed, Hearer hearer) {
    this.feed = feed;
    this.packed = packed;
    this.hearer = hearer;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    if (!taken.compareAndSet(false, true)) {
      Operators.error(actual,
          new IllegalStateException("readers: 2 (expected: one leg, one subscription)"));
      return;
    }
    leg = actual;
    actual.onSubscribe(new Subscription() {
      @Override
      public void request(long n) {
        if (Operators.validate(n)) {
          demand.accumulateAndGet(n, Operators::addCap);
          feed.drain();
        }
      }

      @Override
      public void cancel() {
        stop();
      }
    });
    feed.attach(this);
  }

  /// Nothing more is given to it.
  void stop() {
    cancelled = true;
    feed.drain();
  }

  boolean isStopped() {
    return cancelled;
  }

  /// What the leg has asked for and was not given.
  long demand() {
    return demand.get();
  }

  /// What is to be heard once more. Of the feed's thread, as all that follows.
  void rewind(Tape tape, Iterator<Asked> asked, long from) {
    var windows = packed ? tape.packed(from) : tape.again(from, late);
    again = windows;
    askedAgain = asked;
    nextAgain = windows.hasNext() ? windows.next() : null;
    nextAsked = asked.hasNext() ? asked.next() : null;
    position = from;
    if (isCaughtUp()) {
      hearer.caughtUp();
    }
  }

  boolean isCaughtUp() {
    return nextAgain == null && nextAsked == null;
  }

  /// Gives the next of what is on the tape.
  void giveAgain() {
    var asked = nextAsked;
    var window = nextAgain;
    if (asked != null && (window == null || asked.atSample() <= window.fromSample())) {
      nextAsked = askedAgain.hasNext() ? askedAgain.next() : null;
      give(new Sound.Flush(asked.byClient()));
    } else if (window != null) {
      nextAgain = again.hasNext() ? again.next() : null;
      give(window);
    }
    if (isCaughtUp()) {
      hearer.caughtUp();
    }
  }

  void give(Sound next) {
    var sound = next;
    if (next instanceof Window window) {
      position = window.toSample();
      sound = packed ? window : late.open(window);
    }
    demand.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
    hearer.given(sound);
    subscriber().onNext(sound);
  }

  void end(@Nullable Throwable error) {
    cancelled = true;
    hearer.soundOver();
    if (error == null) {
      subscriber().onComplete();
    } else {
      subscriber().onError(error);
    }
  }

  /// Behind the last sample that it was given.
  long position() {
    return position;
  }

  private CoreSubscriber<? super Sound> subscriber() {
    var to = leg;
    if (to == null) {
      throw new IllegalStateException("leg: none (expected: subscribed before anything is given)");
    }
    return to;
  }
}
