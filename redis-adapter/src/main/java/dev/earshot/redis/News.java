package dev.earshot.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.scheduler.Scheduler;

/// What is pushed to this gateway on one channel, over a connection of its own that is made with the first subscriber.
///
/// Whenever the subscription stands anew, the first time too, something may have been said before that
/// nobody heard: everybody is told that he may have missed it. A connection that is silent is asked
/// whether it still is one.
final class News<T> {
  private static final int WAITING = 256;

  private final Lane<StatefulRedisPubSubConnection<String, String>> lane;
  private final Scheduler scheduler;
  private final Duration beat;
  private final Topic<T> topic;
  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isAwake = new AtomicBoolean();
  private final Disposable.Swap beats = Disposables.swap();

  /// What is spoken of on a channel.
  ///
  /// @param read what a message says; empty where it says nothing to us
  /// @param missed tells that something may have been missed
  record Topic<T>(String channel, Function<String, Optional<T>> read, T missed) {}

  News(Dialler.Line line, RedisTimes times, RandomGenerator random, Scheduler scheduler,
      Topic<T> topic) {
    this.lane = new Lane<>(() -> line.news().thenCompose(this::subscribed),
        new Redial(times.redial(), random), scheduler);
    this.scheduler = scheduler;
    this.topic = topic;
    this.beat = times.beat();
  }

  Flux<T> changes() {
    return Flux.<T>create(sink -> {
      var listener = new Listener<>(sink, topic.missed());
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
        topic.read().apply(message).ifPresent(News.this::tell);
      }
    });
    return connection.async()
        .subscribe(topic.channel())
        .<StatefulRedisPubSubConnection<String, String>>thenApply(_ -> {
          tell(topic.missed());
          return connection;
        })
        .whenComplete((_, why) -> {
          if (why != null) {
            connection.closeAsync();
          }
        });
  }

  private void tell(T change) {
    listeners.forEach(listener -> listener.tell(change));
  }
}
