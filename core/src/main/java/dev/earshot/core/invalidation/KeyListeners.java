package dev.earshot.core.invalidation;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Who wants to hear of which keys, and what became of it: the part that every [InvalidationBus] has in
/// common. Callbacks run on the thread that brings the message, with no lock held. Safe for use by several threads.
public final class KeyListeners {
  private final List<Registered> registered = new CopyOnWriteArrayList<>();
  private final List<Gap> gaps = new CopyOnWriteArrayList<>();
  private final BusBooks books = new BusBooks();

  /// Identity is what tells two apart that want the same.
  private static final class Registered {
    private final String pattern;
    private final Consumer<String> callback;

    private Registered(String pattern, Consumer<String> callback) {
      this.pattern = pattern;
      this.callback = callback;
    }

    private boolean isPrefix() {
      return pattern.endsWith("*");
    }

    private boolean isExactly(String key) {
      return !isPrefix() && pattern.equals(key);
    }

    private boolean begins(String key) {
      return isPrefix() && key.startsWith(pattern.substring(0, pattern.length() - 1));
    }
  }

  private static final class Gap {
    private final Runnable callback;

    private Gap(Runnable callback) {
      this.callback = callback;
    }
  }

  /// See [InvalidationBus#register].
  public Disposable register(String pattern, Consumer<String> callback) {
    var wish = new Registered(checked(pattern), callback);
    registered.add(wish);
    return () -> registered.remove(wish);
  }

  /// See [InvalidationBus#onGap].
  public Disposable onGap(Runnable callback) {
    var wish = new Gap(callback);
    gaps.add(wish);
    return () -> gaps.remove(wish);
  }

  /// A message came: calls back for each of its keys.
  public void tell(Collection<String> keys) {
    books.received.increment();
    for (var key : keys) {
      call(key, wish -> wish.isExactly(key));
      call(key, wish -> wish.begins(key));
    }
  }

  /// Something may have been missed.
  public void tellGap() {
    books.gaps.increment();
    gaps.forEach(gap -> run(gap.callback));
  }

  /// A message came that tells of something else.
  public void unknown() {
    books.unknown.increment();
  }

  /// A message came that cannot be meant.
  public void poisoned() {
    books.poisoned.increment();
  }

  /// Counts what becomes of a message that is sent.
  public Mono<Void> counted(Mono<Void> sending) {
    return sending.doOnSuccess(_ -> books.published.increment())
        .doOnError(_ -> books.unpublished.increment());
  }

  /// What was counted.
  public BusStatistics statistics() {
    return books.read();
  }

  /// A key or pattern that may be said.
  ///
  /// @throws IllegalArgumentException for one that may not
  public static String checked(String key) {
    if (key.isEmpty() || key.length() > InvalidationBus.LONGEST_KEY) {
      throw new IllegalArgumentException("key: " + key.length() + " characters (expected: 1.."
          + InvalidationBus.LONGEST_KEY + ")");
    }
    return key;
  }

  private void call(String key, Predicate<Registered> wanted) {
    registered.stream().filter(wanted).forEach(wish -> run(() -> wish.callback.accept(key)));
  }

  private void run(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      books.failed.increment(); // one listener's mistake is not the next one's
    }
  }
}
