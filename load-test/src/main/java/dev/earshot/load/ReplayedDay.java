package dev.earshot.load;

import dev.earshot.core.app.AppChange.Describe;
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
import dev.earshot.load.credits.DayStreams;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A day of one user's, as the stores see it: talks with hours between them. In each second of a talk every
/// one of the user's streams asks for the user's apps and for the mentor's frequency, as the seed's
/// transcript batches do, and each minute for what is left of the user's credit; meanwhile things change.
/// Time is the day's own.
///
/// @param talks how many there are
/// @param seconds that one takes
/// @param streams of the user's at once
/// @param changes how often in a talk something changes: in turn a frequency is set, an app of the user's described
/// anew, the user no tester any more and again one, and the user's plan another one
/// @param isClaimed whether the bounds of mentor and apps are meant for it
record ReplayedDay(int talks, int seconds, int streams, int changes, boolean isClaimed) {
  private static final Duration BETWEEN = Duration.ofHours(4);
  private static final long BYTES = 100L << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final AppId OWN = new AppId("owned-0");

  /// What is asked beside credit.
  record Ports(AppStores stores, Preferences preferences) {}

  /// Asks the stores each time.
  ///
  /// @param credit that does the same
  void uncached(Ports ports, DayStreams credit) {
    var stores = ports.stores();
    play(new AtomicLong(), credit, Mono.zip(stores.catalog().approved(),
        stores.testers()
            .find(AppFixture.USER)
            .flatMap(tester -> stores.catalog().findAll(tester.apps()))
            .defaultIfEmpty(List.of()),
        stores.catalog().ownedBy(AppFixture.USER), stores.installs().enabledBy(AppFixture.USER),
        ports.preferences().mentorFrequency(AppFixture.USER)),
        List.of(set(ports.preferences()), stores.catalog().change(OWN, described()),
            stores.testers().remove(AppFixture.USER), stores.testers().put(AppFixture.tester()),
            Mono.fromRunnable(credit::changePlan)));
  }

  /// Asks the rooms of a gateway, which keep copies.
  ///
  /// @param credit that does the same
  void cached(Ports ports, DayStreams credit) {
    var now = new AtomicLong();
    var settings = CacheSettings.of(BYTES, now::get, Schedulers.parallel(), new Random(1));
    try (var caches = CacheManager.open(settings,
        new InProcessSecondLevel(BYTES, now::get, Runnable::run), new InProcessBus())) {
      var shelf = new AppShelf(ports.stores(), caches, AppFixture.forms());
      var kept = new CachedPreferences(ports.preferences(), caches);
      var desk = shelf.desk();
      play(now, credit,
          Mono.zip(shelf.of(AppFixture.USER, false), kept.mentorFrequency(AppFixture.USER)),
          List.of(set(kept), desk.change(OWN, described()), desk.removeTester(AppFixture.USER),
              desk.addTester(AppFixture.tester()), Mono.fromRunnable(credit::changePlan)));
    }
  }

  private void play(AtomicLong now, DayStreams credit, Mono<?> asked, List<Mono<?>> turns) {
    var every = seconds / changes;
    for (var talk = 0; talk < talks; talk++) {
      credit.connect(streams, seconds);
      for (var second = 0; second < seconds; second++) {
        for (var stream = 0; stream < streams; stream++) {
          AppFixture.told(asked);
        }
        if (second % every == every - 1) {
          turns.get(second / every % turns.size()).block();
        }
        now.addAndGet(SECOND.toNanos());
        credit.second();
      }
      now.addAndGet(BETWEEN.toNanos());
      credit.pass(BETWEEN);
    }
  }

  private static Mono<?> set(Preferences preferences) {
    return preferences.setMentorFrequency(AppFixture.USER, new MentorFrequency(4));
  }

  private static Describe described() {
    return new Describe(Listing.of("renamed"), true);
  }
}
