package dev.earshot.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Opens stores as tests need them.
final class Stores {
  /// Waits out a machine that is busy with other things: for tests that are not about time.
  static final RedisTimes PATIENT = new RedisTimes(Duration.ofSeconds(10), Duration.ofSeconds(10),
      Duration.ofMillis(200), Duration.ofSeconds(2));
  /// As in use, but quick to come back.
  static final RedisTimes BRISK = new RedisTimes(Duration.ofMillis(500), Duration.ofSeconds(1),
      Duration.ofMillis(200), Duration.ofMillis(500));

  private static final Duration ASK_AGAIN = Duration.ofMillis(20);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Stores() {}

  static RedisStore patient(String url) {
    return open(url, PATIENT);
  }

  static RedisStore brisk(String url) {
    return open(url, BRISK);
  }

  /// Waits until something holds, however long a busy machine takes.
  static void await(BooleanSupplier condition) {
    Mono.fromSupplier(condition::getAsBoolean)
        .filter(holds -> holds)
        .repeatWhenEmpty(tries -> tries.delayElements(ASK_AGAIN, Schedulers.boundedElastic()))
        .block(PATIENCE);
  }

  /// The answer, for which a test waits longer than any deadline of ours.
  static <T> T answer(Mono<T> question) {
    return Objects.requireNonNull(question.block(PATIENCE), "no answer");
  }

  /// Whether Redis answers.
  static boolean isThere(RedisStore store) {
    return answer(store.ping().thenReturn(true).onErrorReturn(RedisStoreException.class, false));
  }

  private static RedisStore open(String url, RedisTimes times) {
    return RedisStore.open(RedisAddress.parse(url), InstantSource.system(), new SecureRandom(),
        Schedulers.parallel(), times);
  }
}
