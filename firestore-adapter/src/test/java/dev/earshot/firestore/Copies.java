package dev.earshot.firestore;

import dev.earshot.core.app.AppForms;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.Preferences;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One instance's copies of what a store says, at a time that the test moves on.
final class Copies implements AutoCloseable {
  private static final long PLENTY = 10_000_000;
  private static final byte[] UNUSED = {};

  private final AtomicLong now = new AtomicLong();
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final CacheManager caches = CacheManager.open(new CacheSettings(PLENTY,
      Duration.ofSeconds(5), Duration.ofMillis(250), now::get, Runnable::run, scheduler,
      () -> Long.MIN_VALUE), new InProcessSecondLevel(PLENTY, now::get, Runnable::run),
      new InProcessBus());
  private final Preferences preferences;
  private final AppShelf shelf;

  Copies(FirestoreStore store) {
    this.preferences = new CachedPreferences(store.preferences(), caches);
    this.shelf = new AppShelf(
        new AppStores(store.apps(), store.installs(), store.reviews(), store.testers()), caches,
        new AppForms(_ -> UNUSED, _ -> {
          throw new IllegalStateException("read (expected: only this instance)");
        }, _ -> UNUSED, _ -> {
          throw new IllegalStateException("read (expected: only this instance)");
        }));
  }

  Preferences preferences() {
    return preferences;
  }

  AppShelf shelf() {
    return shelf;
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
    scheduler.advanceTimeBy(time);
  }

  @Override
  public void close() {
    caches.close();
  }
}
