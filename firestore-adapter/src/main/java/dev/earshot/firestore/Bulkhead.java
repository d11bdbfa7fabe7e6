package dev.earshot.firestore;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import dev.earshot.firestore.StoreException.Closed;
import dev.earshot.firestore.StoreException.Full;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// So many calls at once, so many in line, and no more: gRPC itself queues without end.
///
/// Who gives up while waiting leaves the line. Who gives up while under way keeps the place until the
/// call has ended, for that is how long it costs something; the call has a deadline of its own, so
/// the place comes back.
final class Bulkhead {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final LinkedHashSet<Turn<?>> line = new LinkedHashSet<>();
  private final int most;
  private final int longest;
  private final Executor threads;
  private int underWay;
  private boolean closed;

  /// @param most under way
  /// @param longest line
  /// @param threads on which calls begin and end
  Bulkhead(int most, int longest, Executor threads) {
    this.most = most;
    this.longest = longest;
    this.threads = threads;
  }

  /// Cold; the answer comes on one of the threads.
  <T> Mono<T> pass(Supplier<ApiFuture<T>> call) {
    return Mono.create(sink -> enter(new Turn<>(call, sink)));
  }

  /// Refuses who comes and who waits, and waits for those under way.
  ///
  /// @return whether all have ended
  boolean close(Duration patience) {
    List<Turn<?>> waiting;
    lock.lock();
    try {
      closed = true;
      waiting = List.copyOf(line);
      line.clear();
    } finally {
      lock.unlock();
    }
    waiting.forEach(turn -> turn.sink.error(new Closed()));
    return isQuiet(patience);
  }

  private boolean isQuiet(Duration patience) {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (underWay > 0 && left > 0) {
        left = quiet.awaitNanos(left);
      }
      return underWay == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void enter(Turn<?> turn) {
    turn.sink.onCancel(() -> leave(turn));
    var refusal = admitted(turn);
    if (refusal != null) {
      turn.sink.error(refusal);
    }
  }

  private @Nullable StoreException admitted(Turn<?> turn) {
    lock.lock();
    try {
      if (closed) {
        return new Closed();
      }
      if (underWay < most) {
        underWay++;
        threads.execute(turn);
      } else if (line.size() < longest) {
        line.add(turn);
      } else {
        return new Full(underWay, line.size());
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Turn<?> turn) {
    turn.givenUp = true;
    lock.lock();
    try {
      line.remove(turn);
    } finally {
      lock.unlock();
    }
  }

  /// One has ended: the place goes to the first in line.
  private void ended() {
    lock.lock();
    try {
      if (line.isEmpty()) {
        underWay--;
        quiet.signalAll();
      } else {
        threads.execute(line.removeFirst());
      }
    } finally {
      lock.unlock();
    }
  }

  /// One call and who waits for it.
  private final class Turn<T> implements Runnable, ApiFutureCallback<T> {
    private final Supplier<ApiFuture<T>> call;
    private final MonoSink<T> sink;
    private volatile boolean givenUp;

    Turn(Supplier<ApiFuture<T>> call, MonoSink<T> sink) {
      this.call = call;
      this.sink = sink;
    }

    @Override
    public void run() {
      if (givenUp) {
        ended();
        return;
      }
      try {
        ApiFutures.addCallback(call.get(), this, threads);
      } catch (RuntimeException e) {
        onFailure(e);
      }
    }

    @Override
    public void onSuccess(T answer) {
      ended();
      sink.success(answer);
    }

    @Override
    public void onFailure(Throwable failure) {
      ended();
      if (!givenUp) { // or it would be told to the log
        sink.error(failure);
      }
    }
  }
}
