package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// Reads the sound of one channel on while no recogniser can be had, up to a bound, so that the client's socket
/// does not stand still for that. Otherwise sound passes as it is asked for. Nothing that is held is charged
/// for: that comes behind.
///
/// - *Subscribers.* One at a time, several one after the other, as the source allows it; the next one gets
///   first what the last one left.
/// - *Completes* and *fails* as the source does, behind what is held.
/// - `request` and `cancel` may be called by any thread; nobody waits.
final class Hold extends Flux<Sound> {
  private static final int AT_ONCE = 4;

  private final Flux<Sound> source;
  private final long mostSamples;
  private final Queue<Sound> held = new ConcurrentLinkedQueue<>();
  private final AtomicLong heldSamples = new AtomicLong();
  private volatile boolean readsOn;
  private volatile @Nullable Line line;

  /// @param mostSamples of the capture clock that are held
  Hold(Flux<Sound> source, long mostSamples) {
    this.source = source;
    this.mostSamples = mostSamples;
  }

  /// Whether sound is read although nobody asks for it.
  void readOn(boolean on) {
    readsOn = on;
    var open = line;
    if (on && open != null) {
      open.drain();
    }
  }

  /// What is held and will never be asked for; it is forgotten.
  List<Window> discard() {
    var lost = new ArrayList<Window>();
    for (var sound = held.poll(); sound != null; sound = held.poll()) {
      if (sound instanceof Window window) {
        lost.add(window);
      }
    }
    heldSamples.set(0);
    return lost;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Line(actual);
    line = next;
    actual.onSubscribe(next);
    source.subscribe(next);
  }

  private static long samples(Sound sound) {
    return sound instanceof Window window ? window.captured() : 0;
  }

  /// From the source to one subscriber.
  private final class Line implements CoreSubscriber<Sound>, Subscription {
    private final CoreSubscriber<? super Sound> actual;
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicLong coming = new AtomicLong();
    private volatile @Nullable Subscription from;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;
    private volatile boolean cancelled;

    private Line(CoreSubscriber<? super Sound> actual) {
      this.actual = actual;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      from = subscription;
      drain();
    }

    @Override
    public void onNext(Sound sound) {
      coming.decrementAndGet();
      held.add(sound);
      heldSamples.addAndGet(samples(sound));
      drain();
      var open = line;
      if (open != null && open != this) {
        open.drain(); // it was on its way when the next one came
      }
    }

    @Override
    public void onError(Throwable error) {
      failure = error;
      onComplete();
    }

    @Override
    public void onComplete() {
      over = true;
      drain();
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n)) {
        demand.accumulateAndGet(n, Operators::addCap);
        drain();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      var source = from;
      if (source != null) {
        source.cancel(); // at once: the next subscriber may come before this call returns
      }
      drain();
    }

    private void drain() {
      if (work.getAndIncrement() != 0) {
        return;
      }
      var done = 1;
      do {
        work();
        done = work.addAndGet(-done);
      } while (done != 0);
    }

    private void work() {
      var source = from;
      if (cancelled) {
        if (source != null) {
          source.cancel();
        }
        return;
      }
      while (demand.get() > 0 && !cancelled) {
        var next = held.poll();
        if (next == null) {
          break;
        }
        heldSamples.addAndGet(-samples(next));
        demand.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
        actual.onNext(next);
      }
      if (cancelled) {
        return; // by whom it was just given: the source is told in the next round
      }
      if (over && held.isEmpty()) {
        end();
      } else if (source != null && !over) {
        ask(source);
      }
    }

    private void end() {
      cancelled = true;
      var why = failure;
      if (why == null) {
        actual.onComplete();
      } else {
        actual.onError(why);
      }
    }

    private void ask(Subscription source) {
      var wanted = demand.get() - coming.get();
      if (wanted <= 0 && readsOn && heldSamples.get() < mostSamples) {
        wanted = AT_ONCE - coming.get();
      }
      if (wanted > 0) {
        coming.accumulateAndGet(wanted, Operators::addCap);
        source.request(wanted);
      }
    }
  }
}
