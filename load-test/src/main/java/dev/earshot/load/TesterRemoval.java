package dev.earshot.load;

import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.testkit.MemoryStore;
import dev.earshot.testkit.RedisServer;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/// How soon a tester that is removed on one instance sees a private app no more on another, over a real
/// Redis: in lists, and by the app's own name, which no copy decides.
final class TesterRemoval implements CacheRows {
  private static final int ROUNDS = 50;
  private static final int LISTED = 100;
  private static final double BOUND_MS = 1_000;
  private static final long BYTES = 10L << 20;
  private static final int PATIENCE_S = 30;
  /// The last key of the message that a change of testers sends.
  private static final String LAST_KEY = "user_apps_slice:" + AppFixture.USER + ":1*";

  private record Instance(RedisStore redis, CacheManager caches, AppShelf shelf)
      implements
        AutoCloseable {
    private static Instance open(String url, AppStores stores) {
      var redis = RedisStore.open(RedisAddress.parse(url), InstantSource.system());
      var caches = CacheManager.open(
          CacheSettings.of(BYTES, System::nanoTime, Schedulers.parallel(), new Random(1)),
          redis.secondLevel(), redis.bus());
      return new Instance(redis, caches, new AppShelf(stores, caches, AppFixture.forms()));
    }

    private boolean lists() {
      return AppFixture.told(shelf.of(AppFixture.USER, false))
          .stream()
          .anyMatch(shown -> shown.app().id().equals(AppFixture.TESTED));
    }

    private boolean lets() {
      return shelf.find(AppFixture.TESTED, AppFixture.USER).blockOptional().isPresent();
    }

    @Override
    public void close() {
      caches.close();
      redis.close();
    }
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    var store = new MemoryStore();
    var stores = new AppStores(store.apps(), store.installs(), store.reviews(), store.testers());
    AppFixture.fill(stores, LISTED);
    try (var server = RedisServer.open();
        var here = Instance.open(server.url(), stores);
        var there = Instance.open(server.url(), stores)) {
      var told = new LinkedBlockingQueue<String>();
      var _ = there.redis().bus().register(LAST_KEY, told::add); // behind the caches' own
      awaitHearing(here, told);
      measure(figures, here, there, told);
    }
  }

  private static void measure(Figures figures, Instance here, Instance there,
      LinkedBlockingQueue<String> told) {
    var millis = new ArrayList<Double>();
    var let = 0;
    for (var round = 0; round < ROUNDS; round++) {
      here.shelf().desk().addTester(AppFixture.tester()).block();
      await(told);
      if (!there.lists() || !there.lets()) {
        throw new IllegalStateException("tester: sees nothing (expected: the app)");
      }
      var began = System.nanoTime();
      AppFixture.told(here.shelf().desk().removeTester(AppFixture.USER));
      let += there.lets() ? 1 : 0;
      await(told);
      if (there.lists()) {
        throw new IllegalStateException("tester: sees the app (expected: not any more)");
      }
      millis.add((System.nanoTime() - began) / 1e6);
    }
    figures.add("tester removed here, gone from lists there", "ms", BOUND_MS, millis);
    figures.add("looks at the app that were let through after it", "", 0, List.of((double) let));
  }

  /// Until the other instance has its connection, a message may be lost.
  private static void awaitHearing(Instance here, LinkedBlockingQueue<String> told) {
    for (var tries = 0; tries < PATIENCE_S; tries++) {
      here.redis()
          .bus()
          .publish(List.of(LAST_KEY.substring(0, LAST_KEY.length() - 1)))
          .onErrorComplete()
          .block();
      if (poll(told, 1) != null) {
        told.clear();
        return;
      }
    }
    throw new IllegalStateException("bus: silent (expected: a message within 30 s)");
  }

  private static void await(LinkedBlockingQueue<String> told) {
    if (poll(told, PATIENCE_S) == null) {
      throw new IllegalStateException("bus: silent (expected: a message within 30 s)");
    }
  }

  private static @Nullable String poll(LinkedBlockingQueue<String> told, int seconds) {
    try {
      return told.poll(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
