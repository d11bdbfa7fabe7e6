package dev.earshot.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/// One connection that is made again for as long as it is wanted. Who asks while there is none is
/// refused at once; only the first attempt of all is waited for.
///
/// We connect anew instead of leaving that to the client: it would send again what it does not know the
/// fate of, it cannot tell a server that is frozen, and it would not come back from a start without Redis.
///
/// Safe for use by several threads.
final class Lane<C extends StatefulConnection<String, String>> {
  private static final int SILENCES = 3;

  private final Supplier<CompletionStage<C>> dial;
  private final Redial redial;
  private final Scheduler scheduler;
  private CompletableFuture<C> current = new CompletableFuture<>();
  private @Nullable C open;
  private boolean closed;
  private int silences;

  /// @param dial makes a connection that is ready for use
  Lane(Supplier<CompletionStage<C>> dial, Redial redial, Scheduler scheduler) {
    this.dial = dial;
    this.redial = redial;
    this.scheduler = scheduler;
  }

  /// Makes the first attempt.
  void start() {
    try {
      dial.get().whenComplete(this::dialled);
    } catch (RuntimeException e) {
      dialled(null, e);
    }
  }

  /// The connection, or [RedisStoreException] while there is none.
  synchronized CompletableFuture<C> connection() {
    return current;
  }

  /// The connection has answered.
  synchronized void answered() {
    silences = 0;
  }

  /// The connection did not answer in time: after some times in a row it is given up.
  void silent(C connection) {
    synchronized (this) {
      silences += connection.equals(open) ? 1 : 0;
      if (silences < SILENCES) {
        return;
      }
    }
    lost(connection, "no answers");
  }

  /// The connection is of no use any more.
  void lost(C connection, String why) {
    synchronized (this) {
      if (closed || !connection.equals(open)) {
        return;
      }
      open = null;
      silences = 0;
      refuse(new RedisStoreException.Away(why));
    }
    connection.closeAsync();
    later();
  }

  /// Ends the connection, for good.
  CompletableFuture<Void> close() {
    C last;
    synchronized (this) {
      closed = true;
      last = open;
      open = null;
      refuse(new RedisStoreException.Closed());
    }
    return last == null ? CompletableFuture.completedFuture(null) : last.closeAsync();
  }

  private void later() {
    try {
      scheduler.schedule(this::again, redial.next().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        refuse(new RedisStoreException.Closed());
      }
    }
  }

  private void again() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    start();
  }

  private void dialled(@Nullable C connection, @Nullable Throwable why) {
    if (connection == null) {
      failed(why == null ? new TimeoutException() : why);
    } else {
      connected(connection);
    }
  }

  private void failed(Throwable why) {
    synchronized (this) {
      if (closed) {
        return;
      }
      refuse(new RedisStoreException.Away(RedisStoreException.root(why)));
    }
    later();
  }

  private void connected(C connection) {
    connection.addListener(new RedisConnectionStateListener() {
      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
        if (!heals(connection)) {
          lost(connection, "connection lost");
        }
      }
    });
    CompletableFuture<C> waiting;
    synchronized (this) {
      if (closed) {
        connection.closeAsync();
        return;
      }
      open = connection;
      silences = 0;
      waiting = current;
      current = CompletableFuture.completedFuture(connection);
    }
    redial.reset();
    waiting.complete(connection);
    if (!connection.isOpen()) {
      lost(connection, "connection lost");
    }
  }

  /// Whether the client itself makes it again, as it does for the nodes of a cluster.
  private boolean heals(C connection) {
    return connection.getOptions().isAutoReconnect();
  }

  private void refuse(RedisStoreException why) {
    if (!current.completeExceptionally(why)) {
      current = CompletableFuture.failedFuture(why);
    }
  }
}
