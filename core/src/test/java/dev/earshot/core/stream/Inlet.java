package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/// Sound as a socket brings it: one reader at a time, and the next one goes on where the last stopped.
/// A second reader beside the first is a failure. For one thread.
final class Inlet extends Flux<Sound> {
  private final Queue<Sound> waiting = new ArrayDeque<>();
  private @Nullable Reader reader;
  private int readers;
  private boolean complete;
  private boolean giving;

  void offer(Sound sound) {
    waiting.add(sound);
    give();
  }

  void complete() {
    complete = true;
    give();
  }

  int waiting() {
    return waiting.size();
  }

  /// How many there were, one after the other.
  int readers() {
    return readers;
  }

  boolean isRead() {
    return reader != null;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Reader(actual);
    var beside = reader != null;
    actual.onSubscribe(next);
    if (beside) {
      actual.onError(new IllegalStateException("readers: 2 (expected: one at a time)"));
    } else if (!next.cancelled) {
      readers++;
      reader = next;
      give();
    }
  }

  private void give() {
    if (giving) {
      return;
    }
    giving = true;
    while (reader != null && reader.demand > 0 && !waiting.isEmpty()) {
      reader.demand--;
      reader.actual.onNext(Objects.requireNonNull(waiting.poll()));
    }
    giving = false;
    if (reader != null && complete && waiting.isEmpty()) {
      var last = reader;
      reader = null;
      last.actual.onComplete();
    }
  }

  private final class Reader implements Subscription {
    private final CoreSubscriber<? super Sound> actual;
    private long demand;
    private boolean cancelled;

    Reader(CoreSubscriber<? super Sound> actual) {
      this.actual = actual;
    }

    @Override
    public void request(long n) {
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      give();
    }

    @Override
    public void cancel() {
      cancelled = true;
      if (reader == this) {
        reader = null;
      }
    }
  }
}
