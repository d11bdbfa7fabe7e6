package dev.earshot.testkit.simulation;

import dev.earshot.core.audio.Sound;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/// Sound as a socket brings it: one reader at a time, and the next one goes on where the last stopped.
final class Microphone extends Flux<Sound> {
  private final Queue<Sound> waiting = new ArrayDeque<>();
  private @Nullable Reader reader;
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

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Reader(actual);
    actual.onSubscribe(next);
    if (!next.cancelled) {
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
