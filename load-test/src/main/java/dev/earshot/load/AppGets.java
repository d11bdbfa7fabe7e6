package dev.earshot.load;

import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.testkit.MemoryStore;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Mono;

/// What it costs to be told a mentor frequency and a user's own list of apps when both are kept: the real
/// rooms, from the call to the value, by one thread. The list is put together of 1,000 public apps, the
/// user's own, those that the user tests, and which of them are enabled.
final class AppGets implements CacheRows {
  private static final int LISTED = 1_000;
  private static final int WARM_UP = 20_000;
  private static final double FREQUENCY_US = 50;
  private static final double LIST_US = 500;

  private final int gets;

  /// @param gets of each that are measured
  AppGets(int gets) {
    this.gets = gets;
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    var store = new MemoryStore();
    var stores = new AppStores(store.apps(), store.installs(), store.reviews(), store.testers());
    AppFixture.fill(stores, LISTED);
    try (var caches = SharedLoads.caches()) {
      var preferences = new CachedPreferences(store.preferences(), caches);
      preferences.setMentorFrequency(AppFixture.USER, new MentorFrequency(3)).block();
      var shelf = new AppShelf(stores, caches, AppFixture.forms());
      row(figures, "mentor frequency", FREQUENCY_US,
          preferences.mentorFrequency(AppFixture.USER));
      row(figures, "a user's list of " + LISTED + " apps and 4", LIST_US,
          shelf.of(AppFixture.USER, false));
    }
  }

  private void row(Figures figures, String what, double bound, Mono<?> question) {
    for (var i = 0; i < WARM_UP; i++) {
      AppFixture.told(question);
    }
    var nanos = new long[gets];
    for (var i = 0; i < gets; i++) {
      var began = System.nanoTime();
      AppFixture.told(question);
      nanos[i] = System.nanoTime() - began;
    }
    Arrays.sort(nanos);
    figures.note("warm, " + what + ", median", "us", nanos[gets / 2] / 1_000.0);
    figures.add("warm, " + what + ", p99", "us", bound,
        List.of(nanos[(int) Math.ceil(gets * 0.99) - 1] / 1_000.0));
  }
}
