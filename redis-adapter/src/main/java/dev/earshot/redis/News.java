package dev.earshot.redis;

import dev.earshot.core.signal.CreditChange;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.scheduler.Scheduler;

/// What is pushed to this gateway, over a connection of its own that is made with the first subscriber.
///
/// Whenever the subscription stands anew, the first time too, something may have been said before that
/// nobody heard: everybody is told that he may have missed it. A connection that is silent is asked
/// whether it still is one.
final class News {
  private static final int WAITING = 256;

  private final Lane<StatefulRedisPubSubConnection<String, String>> lane;
  private final Scheduler scheduler;
  private final Duration beat;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isAwake = new AtomicBoolean();
  private final Disposable.Swap beats = Disposables.swap();

  News(Dialler.Line line, RedisTimes times, RandomGenerator random, Scheduler scheduler) {
    this.lane = new Lane<>(() -> line.news().thenCompose(this::subscribed),
        new Redial(times.redial(), random), scheduler);
    this.scheduler = scheduler;
    this.beat = times.beat();
  }

  Flux<CreditChange> changes() {
    return Flux.<CreditChange>create(sink -> {
      var listener = new Listener(sink);
      listeners.add(listener);
      sink.onDispose(() -> listeners.remove(listener));
      sink.onRequest(_ -> listener.drain());
      awake();
    }, OverflowStrategy.BUFFER).publishOn(scheduler, WAITING);
  }

  CompletableFuture<Void> close() {
    beats.dispose();
    return lane.close();
  }

  private void awake() {
    if (isAwake.compareAndSet(false, true)) {
      lane.start();
      beats.update(scheduler.schedulePeriodically(this::beat, beat.toMillis(), beat.toMillis(),
          TimeUnit.MILLISECONDS));
    }
  }

  private void beat() {
    var connection = lane.connection();
    if (connection.isDone() && !connection.isCompletedExceptionally()) {
      var open = connection.join();
      open.async().ping().whenComplete((_, why) -> {
        if (why != null) {
          lane.lost(open, "no answers");
        }
      });
    }
  }

  private <C extends StatefulRedisPubSubConnection<String, String>> CompletionStage<StatefulRedisPubSubConnection<String, String>> subscribed(
      C connection) {
    connection.addListener(new RedisPubSubAdapter<>() {
      @Override
      public void message(String channel, String message) {
        Message.read(message).ifPresent(News.this::tell);
      }
    });
    return connection.async()
        .subscribe(Names.CHANGES)
        .<StatefulRedisPubSubConnection<String, String>>thenApply(_ -> {
          tell(new CreditChange.Missed());
          return connection;
        })
        .whenComplete((_, why) -> {
          if (why != null) {
            connection.closeAsync();
          }
        });
  }

  private void tell(CreditChange change) {
    listeners.forEach(listener -> listener.tell(change));
  }
}
