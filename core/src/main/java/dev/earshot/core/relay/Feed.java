package dev.earshot.core.relay;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/// The sound of one stream on its way to its legs, one after the other: taken from its source as the leg of
/// the moment asks, recorded, and given. What a leg asked for and did not get before it failed is the next
/// one's.
///
/// Any thread may call; one at a time does the work, the others leave it to that one and return. So nothing
/// waits, and whoever gives or asks may find itself giving.
final class Feed implements CoreSubscriber<Sound> {
  private final Tape tape;
  private final Listener listener;
  private final AtomicInteger work = new AtomicInteger();
  private final AtomicReference<@Nullable Reading> coming = new AtomicReference<>();
  private final Queue<Sound> arrived = new ConcurrentLinkedQueue<>();
  private volatile long finalTo;
  private volatile long answeredTo = -1;
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private volatile boolean cancelled;
  private volatile @Nullable Subscription source;
  // of the thread that works
  private final List<Asked> asked = new ArrayList<>();
  private @Nullable Reading reading;
  private long outstanding;

  /// Hears what happens on the way. Called by the thread that works; may not block.
  interface Listener {
    /// No leg can be given this sound any more.
    void lost(long fromSample, long toSample);

    /// The client has asked for its words.
    void asked();
  }

  Feed(Tape tape, Listener listener) {
    this.tape = tape;
    this.listener = listener;
  }

  @Override
  public void onSubscribe(Subscription to) {
    source = to;
  }

  @Override
  public void onNext(Sound sound) {
    arrived.add(sound); // as many as were asked for, which is what one leg asks
    drain();
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

  /// What went wrong with the sound itself, if anything.
  @Nullable
  Throwable failure() {
    return failure;
  }

  /// This leg hears from now on, from the last final on.
  void attach(Reading next) {
    coming.set(next);
    drain();
  }

  /// Words are final up to here.
  void isFinalTo(long sample) {
    finalTo = Math.max(finalTo, sample);
    drain();
  }

  /// One wish of the client is answered, and all that nobody is owed an answer for up to here.
  void answered(boolean client, long sample) {
    if (client) {
      answers.incrementAndGet();
    }
    answeredTo = Math.max(answeredTo, sample);
    drain();
  }

  void cancel() {
    cancelled = true;
    var to = source;
    if (to != null) {
      to.cancel();
    }
    drain();
  }

  void drain() {
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
    if (cancelled) {
      arrived.clear();
      reading = null;
      tape.forgetTo(tape.toSample());
      return;
    }
    forget();
    adopt();
    var to = reading;
    if (to == null) {
      return;
    }
    while (to.demand() > 0 && !to.isStopped() && giveOne(to)) {
      // goes on
    }
    if (to.isStopped()) {
      reading = null;
    } else if (to.isCaughtUp() && arrived.isEmpty()) {
      endOrAsk(to);
    }
  }

  private void forget() {
    tape.forgetTo(finalTo);
    for (var count = answers.getAndSet(0); count > 0; count--) {
      asked.stream().filter(Asked::byClient).findFirst().ifPresent(asked::remove);
    }
    asked.removeIf(wish -> !wish.byClient() && wish.atSample() <= answeredTo);
  }

  private void adopt() {
    var next = coming.getAndSet(null);
    if (next == null || next.isStopped()) {
      return;
    }
    reading = next;
    var from = finalTo;
    if (tape.lostTo() > from) {
      listener.lost(from, tape.lostTo());
      from = tape.lostTo();
    }
    next.rewind(tape, List.copyOf(asked).iterator(), from);
  }

  private boolean giveOne(Reading to) {
    if (!to.isCaughtUp()) {
      to.giveAgain();
      return true;
    }
    var sound = arrived.poll();
    if (sound == null) {
      return false;
    }
    outstanding--;
    switch (sound) {
      case Window window -> tape.record(window);
      case Flush(var byClient) -> {
        asked.removeIf(wish -> !byClient && !wish.byClient()); // the last one asks for all of them
        asked.add(new Asked(tape.toSample(), byClient));
        if (byClient) {
          listener.asked();
        }
      }
    }
    to.give(sound);
    return true;
  }

  private void endOrAsk(Reading to) {
    if (over) {
      reading = null;
      to.end(failure);
      return;
    }
    var wanted = to.demand() - outstanding;
    var from = source;
    if (wanted > 0 && from != null) {
      outstanding += wanted;
      from.request(wanted);
    }
  }
}
