package dev.earshot.firestore;

import dev.earshot.core.account.Plans;
import dev.earshot.testkit.FirestoreEmulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Stores on an emulator that this JVM's tests share, each class with a project of its own.
final class Stores {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static @Nullable FirestoreEmulator emulator;

  private Stores() {}

  /// Started when first asked for, runs until this JVM ends; skips who asks where there is none.
  static synchronized String emulator() {
    if (emulator == null) {
      emulator = FirestoreEmulator.open();
    }
    return emulator.hostAndPort();
  }

  /// With patience: a cold client on a busy machine needs seconds for its first call.
  static StoreSettings settings(Class<?> test) {
    return StoreSettings.of(test.getSimpleName().toLowerCase(Locale.ROOT))
        .onEmulator(emulator())
        .within(PATIENCE);
  }

  static FirestoreStore open(Class<?> test, Plans plans, Instant now,
      DocumentOperations operations) {
    return FirestoreStore.open(settings(test), plans, InstantSource.fixed(now), operations);
  }

  /// The one answer; its absence is a failure.
  static <T> T answerOf(Mono<T> question) {
    return Objects.requireNonNull(question.block(PATIENCE), "no answer");
  }
}
