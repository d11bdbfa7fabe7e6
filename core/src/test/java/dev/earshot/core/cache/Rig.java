package dev.earshot.core.cache;

import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.invalidation.InvalidationBus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Caches over a time that the test moves on; every chance is the mean one.
final class Rig {
  static final Duration TTL = Duration.ofSeconds(30);
  static final Duration DEADLINE = Duration.ofSeconds(5);
  static final CacheFamily<Integer> NUMBERS = CacheFamily.of("numbers", Integer.class,
      _ -> HeapSize.BOXED);
  static final CacheFamily<String> TEXTS = CacheFamily.of("texts", String.class, HeapSize::of);
  static final CacheFamily<String> SHARED = CacheFamily.of("shared", String.class, HeapSize::of)
      .shared(new SharedForm<>(key -> "apps:" + key.id(),
          text -> text.getBytes(StandardCharsets.UTF_8), Rig::read, Duration.ofMinutes(10)));
  private static final RandomGenerator MEAN = () -> Long.MIN_VALUE;
  private static final long PLENTY = 10_000_000;

  private final AtomicLong now = new AtomicLong();
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

  CacheManager alone() {
    return alone(PLENTY);
  }

  CacheManager alone(long mostBytes) {
    return open(mostBytes, second(), new InProcessBus(), MEAN);
  }

  CacheManager open(SecondLevel second, InvalidationBus bus) {
    return open(PLENTY, second, bus, MEAN);
  }

  CacheManager open(long mostBytes, SecondLevel second, InvalidationBus bus,
      RandomGenerator random) {
    return CacheManager.open(new CacheSettings(mostBytes, DEADLINE, Duration.ofMillis(250),
        now::get, Runnable::run, scheduler, random), second, bus);
  }

  InProcessSecondLevel second() {
    return new InProcessSecondLevel(PLENTY, now::get, Runnable::run);
  }

  long now() {
    return now.get();
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
    scheduler.advanceTimeBy(time);
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /// What a question that is answered at once says; null where that is nothing.
  static <T> @Nullable T told(Mono<T> question) {
    return question.blockOptional(Duration.ofSeconds(10)).orElse(null);
  }

  /// Asks, and keeps what is said whenever that is.
  static <T> Hearing<T> ask(Mono<T> question) {
    var hearing = new Hearing<T>();
    question.materialize().subscribe(hearing.signals::add);
    return hearing;
  }

  /// What somebody who asked was told.
  static final class Hearing<T> {
    private final List<Signal<T>> signals = new CopyOnWriteArrayList<>();

    boolean isOver() {
      return !signals.isEmpty();
    }

    @Nullable
    T value() {
      return signals.getFirst().get();
    }

    @Nullable
    Throwable failure() {
      return signals.getFirst().getThrowable();
    }
  }

  private static String read(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("poison")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
