package dev.earshot.load;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppForms;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppPage;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Tester;
import dev.earshot.core.identity.AccountId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Apps as a benchmark needs them: many public ones, and a user who owns some and tests one.
final class AppFixture {
  static final AccountId USER = new AccountId("zoe");
  static final AccountId OTHER = new AccountId("ann");
  static final AppId TESTED = new AppId("tested");

  private static final int OWNED = 3;
  private static final int AT_ONCE = 16;
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private AppFixture() {}

  /// Fills a store that has none of them.
  ///
  /// @param listed how many public apps there are
  static void fill(AppStores stores, int listed) {
    Flux.range(0, listed)
        .map(n -> app("listed-" + n, OTHER, false))
        .flatMap(app -> stores.catalog()
            .create(app)
            .then(stores.catalog().change(app.id(), new Approve(true))), AT_ONCE)
        .then()
        .block(PATIENCE);
    Flux.range(0, OWNED)
        .flatMap(n -> stores.catalog().create(app("owned-" + n, USER, true)))
        .then(stores.catalog().create(app(TESTED.value(), OTHER, true)))
        .then(stores.testers().put(tester()))
        .then(stores.installs().enable(USER, TESTED))
        .block(PATIENCE);
  }

  static Tester tester() {
    return new Tester(USER, Set.of(TESTED), THEN);
  }

  /// How copies are handed on within one process: bytes say which value is meant.
  static AppForms forms() {
    var number = new AtomicInteger();
    ConcurrentMap<Integer, Object> values = new ConcurrentHashMap<>();
    return new AppForms(app -> written(number, values, app), bytes -> (App) read(values, bytes),
        page -> written(number, values, page), bytes -> (AppPage) read(values, bytes));
  }

  static <T> T told(Mono<T> question) {
    return Objects.requireNonNull(question.block(PATIENCE), "no answer");
  }

  private static byte[] written(AtomicInteger number, ConcurrentMap<Integer, Object> values,
      Object value) {
    var mine = number.incrementAndGet();
    values.put(mine, value);
    return ByteBuffer.allocate(Integer.BYTES).putInt(mine).array();
  }

  private static Object read(ConcurrentMap<Integer, Object> values, byte[] bytes) {
    return Objects.requireNonNull(values.get(ByteBuffer.wrap(bytes).getInt()), "value");
  }

  private static App app(String name, AccountId owner, boolean isPrivate) {
    return App.fresh(new AppId(name), owner, new Listing(name, "somebody",
        "what it does ".repeat(20), "life", "/" + name + ".png", List.of("memories"), null),
        isPrivate, THEN);
  }
}
