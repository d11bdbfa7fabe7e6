package dev.earshot.gateway.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.ShownApp;
import dev.earshot.core.app.Tester;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import dev.earshot.gateway.wire.Until;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.testkit.MemoryStore;
import dev.earshot.testkit.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Two instances over a real Redis: what one changes is on the other when the message of it has come.
@Timeout(120)
class AppsOverRedisTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final AccountId ZOE = new AccountId("zoe");
  private static final AccountId ANN = new AccountId("ann");
  private static final AppId APP = new AppId("app");

  private final MemoryStore store = new MemoryStore();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private RedisServer server;
  private Instance here;
  private Instance there;

  private record Instance(RedisStore redis, CacheManager caches, AppShelf shelf,
      Preferences preferences) {}

  @BeforeEach
  void open() {
    server = RedisServer.open();
    here = instance();
    there = instance();
    var _ = there.redis().bus().register("*", heard::add); // behind the caches' own
    Until.holds(() -> List.of(here, there)
        .stream()
        .allMatch(one -> one.redis().bus().statistics().gaps() > 0), PATIENCE);
  }

  @AfterEach
  void close() {
    for (var instance : List.of(here, there)) {
      instance.caches().close();
      instance.redis().close();
    }
    server.close();
  }

  @Test
  void mentorFrequency_setHere_isReadThere() throws InterruptedException {
    assertThat(told(there.preferences().mentorFrequency(ZOE)).value()).isZero();
    here.preferences().setMentorFrequency(ZOE, new MentorFrequency(4)).block(PATIENCE);

    await("mentor_frequency:zoe");
    assertThat(told(there.preferences().mentorFrequency(ZOE)).value()).isEqualTo(4);
  }

  @Test
  void tester_removedHere_seesNothingThereAnyMore() throws InterruptedException {
    made(true);
    here.shelf().desk().addTester(new Tester(ANN, Set.of(APP), THEN)).block(PATIENCE);
    await("user_apps_slice:ann:1");
    assertThat(told(there.shelf().isTester(ANN))).isTrue();
    assertThat(list(ANN)).containsExactly(APP);
    told(here.shelf().desk().removeTester(ANN));

    assertThat(there.shelf().find(APP, ANN).block(PATIENCE)).isNull(); // whatever was heard
    await("user_apps_slice:ann:1");
    assertThat(told(there.shelf().isTester(ANN))).isFalse();
    assertThat(list(ANN)).isEmpty();
  }

  @Test
  void ownApp_madeAndDeletedHere_comesAndGoesThere() throws InterruptedException {
    assertThat(list(ZOE)).isEmpty();
    made(true);
    await("user_apps_slice:zoe:1");
    assertThat(list(ZOE)).containsExactly(APP);
    told(here.shelf().desk().delete(APP));

    await("user_apps_slice:zoe:1");
    assertThat(list(ZOE)).isEmpty();
    assertThat(there.shelf().find(APP, ZOE).block(PATIENCE)).isNull();
  }

  @Test
  void publicApp_approvedHere_isInEveryListThere() throws InterruptedException {
    made(false);
    for (var withReviews : List.of(true, false)) {
      assertThat(told(there.shelf().approved(withReviews)).apps()).isEmpty();
      assertThat(told(there.shelf().of(ANN, withReviews))).isEmpty();
    }
    told(here.shelf().desk().change(APP, new Approve(true)));

    await("get_popular_apps_data");
    for (var withReviews : List.of(true, false)) {
      assertThat(told(there.shelf().approved(withReviews)).apps()).hasSize(1);
      assertThat(told(there.shelf().of(ANN, withReviews))).hasSize(1);
    }
  }

  /// The seed's names; what stands under them for the other instance is JSON.
  @Test
  void copies_inRedis_haveTheSeedsNames() {
    told(store.apps().create(app(false))); // what was just changed is not copied for ten seconds
    assertThat(there.shelf().find(APP, ZOE).block(PATIENCE)).isNotNull();
    told(there.shelf().popular());

    Until.holds(() -> server.ask("GET", "apps:app").contains("\"name\":\"app\""), PATIENCE);
    Until.holds(() -> server.ask("EXISTS", "cache:Z2V0X3BvcHVsYXJfYXBwc19kYXRh").equals(":1"),
        PATIENCE);
  }

  private void made(boolean isPrivate) {
    told(here.shelf().desk().create(app(isPrivate)));
  }

  private static App app(boolean isPrivate) {
    return App.fresh(APP, ZOE, Listing.of("app"), isPrivate, THEN);
  }

  private List<AppId> list(AccountId user) {
    return told(there.shelf().of(user, false)).stream().map(ShownApp::app).map(App::id).toList();
  }

  /// Waits until the other instance has heard of this key.
  private void await(String key) throws InterruptedException {
    for (var it = ""; !it.equals(key);) {
      it = Objects.requireNonNull(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), key);
    }
  }

  private Instance instance() {
    var redis = RedisStore.open(RedisAddress.parse(server.url()), InstantSource.system());
    var caches = CacheManager.open(CacheSettings.of(10_000_000, System::nanoTime,
        Schedulers.parallel(), new Random(1)), redis.secondLevel(), redis.bus());
    return new Instance(redis, caches,
        new AppShelf(
            new AppStores(store.apps(), store.installs(), store.reviews(), store.testers()),
            caches, AppJson.forms()),
        new CachedPreferences(store.preferences(), caches));
  }

  private static <T> T told(Mono<T> question) {
    return Objects.requireNonNull(question.block(PATIENCE), "no answer");
  }
}
