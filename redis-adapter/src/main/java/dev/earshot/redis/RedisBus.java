package dev.earshot.redis;

import dev.earshot.core.invalidation.BusStatistics;
import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.core.invalidation.KeyListeners;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The bus that all gateways share: Redis' pub/sub, with a connection of its own while it is started.
///
/// A message that cannot be meant is counted and passed over. Callbacks run one after the other, on the
/// store's scheduler.
final class RedisBus implements InvalidationBus {
  /// Of so many keys a message is made, which with the longest of them is shorter than the longest message.
  private static final int KEYS_A_MESSAGE = 100;

  private final KeyListeners listeners = new KeyListeners();
  private final Wire wire;
  private final Function<News.Topic<Heard>, News<Heard>> open;
  private final InstantSource clock;
  private @Nullable News<Heard> news;

  /// What is heard of the others.
  sealed interface Heard {
    record Said(List<String> keys) implements Heard {}

    record Missed() implements Heard {}
  }

  /// @param open makes a subscription that is not begun yet
  RedisBus(Wire wire, Function<News.Topic<Heard>, News<Heard>> open, InstantSource clock) {
    this.wire = wire;
    this.open = open;
    this.clock = clock;
  }

  @Override
  public Mono<Void> publish(Collection<String> keys) {
    return listeners.counted(Mono.defer(() -> {
      keys.forEach(KeyListeners::checked);
      return Flux.fromIterable(keys).buffer(KEYS_A_MESSAGE).concatMap(this::push).then();
    }));
  }

  @Override
  public Disposable register(String pattern, Consumer<String> callback) {
    return listeners.register(pattern, callback);
  }

  @Override
  public Disposable onGap(Runnable callback) {
    return listeners.onGap(callback);
  }

  @Override
  public synchronized void start() {
    if (news == null) {
      var begun = open.apply(
          new News.Topic<>(Names.INVALIDATION, this::read, new Heard.Missed()));
      news = begun;
      var _ = begun.changes().takeWhile(_ -> isOn(begun)).subscribe(this::hear);
    }
  }

  @Override
  public void stop() {
    var _ = close();
  }

  @Override
  public BusStatistics statistics() {
    return listeners.statistics();
  }

  /// Stops, and says when the connection is gone.
  synchronized CompletableFuture<Void> close() {
    var ended = news;
    news = null;
    return ended == null ? CompletableFuture.completedFuture(null) : ended.close();
  }

  private synchronized boolean isOn(News<Heard> begun) {
    return begun.equals(news);
  }

  private Mono<Void> push(List<String> keys) {
    return Mono.defer(() -> wire.within(wire.send(() -> List.of(
        Wire.command(CommandType.PUBLISH, new IntegerOutput<>(Wire.CODEC), Wire.args()
            .add(Names.INVALIDATION)
            .addValue(InvalidationMessage.write(keys, clock.instant())))))
        .doOnNext(pushes -> pushes.getFirst().join())
        .then()));
  }

  private Optional<Heard> read(String text) {
    return switch (InvalidationMessage.read(text)) {
      case InvalidationMessage.Keys(var keys) -> Optional.of(new Heard.Said(keys));
      case InvalidationMessage.OtherEvent _ -> {
        listeners.unknown();
        yield Optional.empty();
      }
      case InvalidationMessage.Poison _ -> {
        listeners.poisoned();
        yield Optional.empty();
      }
    };
  }

  private void hear(Heard heard) {
    switch (heard) {
      case Heard.Said(var keys) -> listeners.tell(keys);
      case Heard.Missed _ -> listeners.tellGap();
    }
  }
}
