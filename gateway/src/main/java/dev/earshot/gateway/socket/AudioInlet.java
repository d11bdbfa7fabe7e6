package dev.earshot.gateway.socket;

import dev.earshot.core.audio.Sound;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// The hand-over from Netty to Reactor: sound goes in and comes out on the event loop, as asked for.
///
/// - *Bound.* At most `capacity` sounds wait. [#wantsMore] says when the next read of the channel is
///   welcome: not before the queue is empty and somebody has asked. What a read brings beyond the
///   bound is refused by [#offer].
/// - *Subscribers.* One at a time, several one after the other: the next one goes on with the sound
///   that was not yet given out, so nothing is lost between two. A second beside the first: an error.
/// - *Completes* after [#complete] and the last waiting sound; *fails* at once with [#fail].
/// - `request` and `cancel` may be called from any thread; they act on the loop.
final class AudioInlet extends Flux<Sound> {
  private final Executor loop;
  private final Runnable readMore;
  private final int capacity;
  private final Queue<Sound> waiting = new ArrayDeque<>();
  private @Nullable Reader reader;
  private boolean over;
  private @Nullable Throwable failure;
  private boolean draining;

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

  /// Whether fewer than half of what may wait does. On the loop.
  boolean hasRoom() {
    return waiting.size() < capacity / 2;
  }

  /// No more sound comes. On the loop.
  void complete() {
    over = true;
    drain();
  }

  /// What waits is thrown away, and the reader learns why. On the loop.
  void fail(Throwable why) {
    failure = why;
    waiting.clear();
    complete();
  }

  /// Whether a read of the channel is welcome. On the loop.
  boolean wantsMore() {
    return waiting.isEmpty() && reader != null && reader.get() > 0 && !over;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Reader(actual);
    actual.onSubscribe(next);
    loop.execute(() -> attach(next));
  }

  private void attach(Reader next) {
    if (reader == null && !next.cancelled) {
      reader = next;
      goOn();
    } else if (!next.cancelled) {
      next.actual.onError(new IllegalStateException("readers: 2 (expected: one at a time)"));
    }
  }

  private void goOn() {
    drain();
    if (wantsMore()) {
      readMore.run();
    }
  }

  /// What is asked for within a round is seen by it: there is never a round within a round.
  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (reader != null && reader.takesOne()) {
        reader.actual.onNext(waiting.remove());
      }
      end();
    } finally {
      draining = false;
    }
  }

  private void end() {
    var to = reader;
    if (to != null && over && waiting.isEmpty()) {
      reader = null;
      if (failure != null) {
        to.actual.onError(failure);
      } else {
        to.actual.onComplete();
      }
    }
  }

  /// One subscriber; the number is what it has asked for.
  private final class Reader extends AtomicLong implements Subscription {
    private final CoreSubscriber<? super Sound> actual;
    private volatile boolean cancelled;

    private Reader(CoreSubscriber<? super Sound> actual) {
      this.actual = actual;
    }

    /// Whether a sound waits and was asked for; from then on it was given.
    private boolean takesOne() {
      return !waiting.isEmpty()
          && getAndUpdate(n -> n == 0 || n == Long.MAX_VALUE ? n : n - 1) > 0;
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n)) {
        accumulateAndGet(n, Operators::addCap);
        loop.execute(AudioInlet.this::goOn);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      loop.execute(() -> reader = reader == this ? null : reader);
    }
  }
}
