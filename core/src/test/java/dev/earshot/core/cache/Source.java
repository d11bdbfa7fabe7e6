package dev.earshot.core.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// A source that answers when the test says so, each time it is asked.
final class Source<T> implements Supplier<Mono<T>> {
  private final Deque<CompletableFuture<Optional<T>>> asked = new ArrayDeque<>();
  private int calls;
  private int cancelled;

  @Override
  public Mono<T> get() {
    return Mono.defer(() -> {
      calls++;
      var answer = new CompletableFuture<Optional<T>>();
      asked.add(answer);
      return Mono.fromFuture(answer, true)
          .<T>handle((said, sink) -> said.ifPresent(sink::next))
          .doOnCancel(() -> cancelled++);
    });
  }

  /// How often it was asked.
  int calls() {
    return calls;
  }

  /// How often nobody wanted the answer any more.
  int cancelled() {
    return cancelled;
  }

  /// Answers the oldest question.
  void say(T value) {
    asked.remove().complete(Optional.of(value));
  }

  void sayNothing() {
    asked.remove().complete(Optional.empty());
  }

  void fail(Throwable why) {
    asked.remove().completeExceptionally(why);
  }
}
