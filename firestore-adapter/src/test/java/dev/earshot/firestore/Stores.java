package dev.earshot.firestore;

import dev.earshot.core.account.Plans;
import dev.earshot.testkit.FirestoreEmulator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Stores on an emulator that this JVM's tests share, each class with a project of its own.
final class Stores {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private Stores() {}

  /// Runs until this JVM ends.
  static String emulator() {
    return Shared.EMULATOR.hostAndPort();
  }

  static StoreSettings settings(Class<?> test) {
    return StoreSettings.of(test.getSimpleName().toLowerCase(Locale.ROOT))
        .onEmulator(emulator());
  }

  static FirestoreStore open(Class<?> test, Plans plans, Instant now,
      DocumentOperations operations) {
    return FirestoreStore.open(settings(test), plans, InstantSource.fixed(now), operations);
  }

  /// Started when first asked for; skips who asks where there is none.
  private static final class Shared {
    private static final FirestoreEmulator EMULATOR = FirestoreEmulator.open();
  }
}
