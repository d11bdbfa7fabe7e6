package dev.earshot.benchmarks;

import dev.earshot.core.audio.Sound;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/// The sound of one stream, handed over on the caller's thread as a socket does it: to whoever listens now,
/// as far as he asks. For one thread. Never completes.
final class Speaker extends Flux<Sound> {
  private final Queue<Sound> waiting = new ArrayDeque<>();
  private @Nullable Listener listener;

  void say(Sound sound) {
    waiting.add(sound);
    give();
  }

  @Override
  public void subscribe(CoreSubscriber<? super Sound> actual) {
    var next = new Listener(actual);
    listener = next;
    actual.onSubscribe(next);
  }

  private void give() {
    for (var now = listener; now != null && now.wants > 0; now = listener) {
      var sound = waiting.poll();
      if (sound == null) {
        return;
      }
      now.wants--;
      now.actual.onNext(sound);
    }
  }

  private final class Listener implements Subscription {
    private final CoreSubscriber<? super Sound> actual;
    private long wants;

    private Listener(CoreSubscriber<? super Sound> actual) {
      this.actual = actual;
    }

    @Override
    public void request(long n) {
      wants += Math.min(n, Long.MAX_VALUE - wants);
      give();
    }

    @Override
    public void cancel() {
      listener = listener == this ? null : listener;
    }
  }
}
