package dev.earshot.core.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A second level that is away, silent, or slow: what it is asked then waits until the test lets it be done.
final class AwkwardLevel implements SecondLevel {
  private final SecondLevel level;
  private final Deque<Sinks.One<Boolean>> waiting = new ArrayDeque<>();
  private Mood mood = Mood.WELL;
  private Runnable onDelete = () -> {};
  private int puts;

  private enum Mood {
    WELL, AWAY, SLOW
  }

  AwkwardLevel(SecondLevel level) {
    this.level = level;
  }

  void fail() {
    mood = Mood.AWAY;
  }

  void slow() {
    mood = Mood.SLOW;
  }

  void onDelete(Runnable listener) {
    onDelete = listener;
  }

  int puts() {
    return puts;
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /// Does one of the things that wait.
  void next(RandomGenerator random) {
    var skip = random.nextInt(waiting.size());
    for (var i = 0; i < skip; i++) {
      waiting.add(waiting.remove());
    }
    waiting.remove().tryEmitValue(true);
  }

  @Override
  public Mono<byte[]> get(String name) {
    return moody(level.get(name));
  }

  @Override
  public Mono<Void> put(String name, byte[] value, Duration ttl) {
    return moody(level.put(name, value, ttl).doOnSubscribe(_ -> puts++));
  }

  @Override
  public Mono<Void> delete(String name) {
    return moody(level.delete(name).doOnSubscribe(_ -> onDelete.run()));
  }

  @Override
  public int mostBytes() {
    return level.mostBytes();
  }

  private <T> Mono<T> moody(Mono<T> call) {
    return Mono.defer(() -> switch (mood) {
      case WELL -> call;
      case AWAY -> Mono.error(new IllegalStateException("away"));
      case SLOW -> {
        var turn = Sinks.<Boolean>one();
        waiting.add(turn);
        yield turn.asMono().then(call);
      }
    });
  }
}
