package dev.earshot.load;

import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppDesk;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Listing;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A day of one user's, as the stores see it: talks with hours between them, in each second of which every
/// one of the user's streams asks for the user's apps and for the mentor's frequency, as the seed's
/// transcript batches do; and what changes meanwhile. Time is the day's own.
///
/// @param talks how many there are
/// @param seconds that one takes
/// @param streams of the user's at once
/// @param changes how often in a talk something changes: in turn a frequency is set, an app of the user's described
/// anew, the user no tester any more and again one
/// @param mostPercent of the documents that may still be read with copies; infinite where nothing is claimed
record ReplayedDay(int talks, int seconds, int streams, int changes, double mostPercent) {
  private static final Duration BETWEEN = Duration.ofHours(4);
  private static final long BYTES = 100L << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final AppId OWN = new AppId("owned-0");

  /// Asks the stores each time.
  void uncached(AppStores stores, Preferences preferences) {
    play(new AtomicLong(), Mono.zip(stores.catalog().approved(),
        stores.testers()
            .find(AppFixture.USER)
            .flatMap(tester -> stores.catalog().findAll(tester.apps()))
            .defaultIfEmpty(List.of()),
        stores.catalog().ownedBy(AppFixture.USER), stores.installs().enabledBy(AppFixture.USER),
        preferences.mentorFrequency(AppFixture.USER)), turns(stores, preferences));
  }

  /// Asks the rooms of a gateway, which keep copies.
  void cached(AppStores stores, Preferences preferences) {
    var now = new AtomicLong();
    var settings = CacheSettings.of(BYTES, now::get, Schedulers.parallel(), new Random(1));
    try (var caches = CacheManager.open(settings,
        new InProcessSecondLevel(BYTES, now::get, Runnable::run), new InProcessBus())) {
      var shelf = new AppShelf(stores, caches, AppFixture.forms());
      var kept = new CachedPreferences(preferences, caches);
      play(now, Mono.zip(shelf.of(AppFixture.USER, false),
          kept.mentorFrequency(AppFixture.USER)), turns(shelf.desk(), kept));
    }
  }

  private void play(AtomicLong now, Mono<?> asked, List<Mono<?>> turns) {
    var every = seconds / changes;
    for (var talk = 0; talk < talks; talk++) {
      for (var second = 0; second < seconds; second++) {
        for (var stream = 0; stream < streams; stream++) {
          AppFixture.told(asked);
        }
        if (second % every == every - 1) {
          turns.get(second / every % turns.size()).block();
        }
        now.addAndGet(SECOND.toNanos());
      }
      now.addAndGet(BETWEEN.toNanos());
    }
  }

  private static List<Mono<?>> turns(AppDesk desk, Preferences preferences) {
    return turns(preferences, desk.change(OWN, described()),
        desk.removeTester(AppFixture.USER), desk.addTester(AppFixture.tester()));
  }

  private static List<Mono<?>> turns(AppStores stores, Preferences preferences) {
    return turns(preferences, stores.catalog().change(OWN, described()),
        stores.testers().remove(AppFixture.USER), stores.testers().put(AppFixture.tester()));
  }

  private static List<Mono<?>> turns(Preferences preferences, Mono<?>... others) {
    var all = new ArrayList<Mono<?>>();
    all.add(preferences.setMentorFrequency(AppFixture.USER, new MentorFrequency(4)));
    all.addAll(List.of(others));
    return List.copyOf(all);
  }

  private static Describe described() {
    return new Describe(Listing.of("renamed"), true);
  }
}
