package dev.earshot.load.credits;

import dev.earshot.core.audio.Sound;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// One stream's sound as a socket would bring it: one reader after the other, each goes on where the last
/// one stopped. Safe for use by several threads.
final class Voice extends Flux<Sound> {
  private final Queue<Sound> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();
  private volatile boolean complete;

  void say(Sound sound) {
    waiting.add(sound);
    drain();
  }

  void end() {
    complete = true;
    drain();
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Reader(actual);
    actual.onSubscribe(next);
    if (!next.cancelled) {
      reader.set(next);
      drain();
    }
  }

  /// One thread at a time gives; who comes meanwhile leaves it the work.
  private void drain() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    var done = 1;
    do {
      give();
      done = turns.addAndGet(-done);
    } while (done != 0);
  }

  private void give() {
    for (var now = reader.get(); now != null && now.wants.get() > 0; now = reader.get()) {
      var next = waiting.poll();
      if (next == null) {
        break;
      }
      now.wants.decrementAndGet();
      now.actual.onNext(next);
    }
    var last = reader.get();
    if (last != null && complete && waiting.isEmpty() && reader.compareAndSet(last, null)) {
      last.actual.onComplete();
    }
  }

  /// Who reads now.
  private final class Reader implements Subscription {
    private final CoreSubscriber<? super Sound> actual;
    private final AtomicLong wants = new AtomicLong();
    private volatile boolean cancelled;

    private Reader(CoreSubscriber<? super Sound> actual) {
      this.actual = actual;
    }

    @Override
    public void request(long n) {
      wants.accumulateAndGet(n, Operators::addCap);
      drain();
    }

    @Override
    public void cancel() {
      cancelled = true;
      reader.compareAndSet(this, null);
    }
  }
}
