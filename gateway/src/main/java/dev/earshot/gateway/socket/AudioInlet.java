package dev.earshot.gateway.socket;

import dev.earshot.core.audio.Sound;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// The hand-over from Netty to Reactor: sound goes in on the event loop and comes out on the same loop
/// as fast as it is asked for.
///
/// - *Bound.* At most `capacity` sounds wait. [#wantsMore] says when the next read of the channel is
///   welcome: not before the queue is empty and somebody has asked. What a read brings beyond the
///   bound is refused by [#offer].
/// - *Subscribers.* One at a time, several one after the other: after a cancel the next one goes on
///   with the sound that was not yet given out, so nothing is lost between two. A second subscriber
///   beside the first gets an error.
/// - *Completes* after [#complete] and the last waiting sound; *fails* at once with [#fail].
/// - `request` and `cancel` may be called from any thread; they act on the loop.
final class AudioInlet extends Flux<Sound> {
  private final Executor loop;
  private final Runnable readMore;
  private final int capacity;
  private final Queue<Sound> waiting = new ArrayDeque<>();
  private @Nullable Reader reader;
  private boolean complete;
  private @Nullable Throwable failure;
  private boolean draining;

  /// An open, empty inlet.
  ///
  /// @param loop runs at once when called from the event loop, later otherwise
  /// @param readMore is run on the loop when sound is wanted and none waits
  AudioInlet(Executor loop, Runnable readMore, int capacity) {
    this.loop = loop;
    this.readMore = readMore;
    this.capacity = capacity;
  }

  /// Takes a sound, or refuses it when as many wait as may. On the loop.
  boolean offer(Sound sound) {
    if (waiting.size() >= capacity) {
      return false;
    }
    waiting.add(sound);
    drain();
    return true;
  }

  /// No more sound comes. On the loop.
  void complete() {
    complete = true;
    drain();
  }

  /// What waits is thrown away, and the reader learns why. On the loop.
  void fail(Throwable why) {
    failure = why;
    waiting.clear();
    drain();
  }

  /// Whether a read of the channel is welcome. On the loop.
  boolean wantsMore() {
    return waiting.isEmpty() && reader != null && reader.demand > 0 && !isOver();
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Reader(actual);
    actual.onSubscribe(next);
    loop.execute(() -> attach(next));
  }

  private void attach(Reader next) {
    if (next.cancelled) {
      return;
    }
    if (reader != null) {
      next.actual.onError(new IllegalStateException("readers: 2 (expected: one at a time)"));
      return;
    }
    reader = next;
    drain();
    wish();
  }

  private boolean isOver() {
    return complete || failure != null;
  }

  private void wish() {
    if (wantsMore()) {
      readMore.run();
    }
  }

  /// Gives out what was asked for. What a reader asks while it is being given something is seen by the
  /// running round, so there is never a round within a round.
  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (reader != null && reader.demand > 0 && !waiting.isEmpty()) {
        var to = Objects.requireNonNull(reader);
        Operators.produced(Reader.DEMAND, to, 1);
        to.actual.onNext(waiting.remove());
      }
      end();
    } finally {
      draining = false;
    }
  }

  private void end() {
    var to = reader;
    if (to == null || !isOver() || !waiting.isEmpty()) {
      return;
    }
    reader = null;
    if (failure != null) {
      to.actual.onError(failure);
    } else {
      to.actual.onComplete();
    }
  }

  /// One subscriber and what it has asked for.
  private final class Reader implements Subscription {
    private static final java.util.concurrent.atomic.AtomicLongFieldUpdater<Reader> DEMAND = java.util.concurrent.atomic.AtomicLongFieldUpdater
        .newUpdater(Reader.class, "demand");
    private final Subscriber<? super Sound> actual;
    private volatile long demand;
    private volatile boolean cancelled;

    private Reader(Subscriber<? super Sound> actual) {
      this.actual = actual;
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n)) {
        Operators.addCap(DEMAND, this, n);
        loop.execute(() -> {
          drain();
          wish();
        });
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      loop.execute(() -> {
        if (reader == this) {
          reader = null;
        }
      });
    }
  }
}
