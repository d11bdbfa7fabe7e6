package dev.earshot.core.cache;

import dev.earshot.core.cache.Loads.Wish;
import dev.earshot.core.invalidation.InvalidationBus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/// The one way to keep copies of what stores say: within a bound of bytes in this process, and, for families
/// that say how, in a second level that instances share.
///
/// Many who ask for one key at once share one load, its value, that there is none, or its failure. When four
/// fifths of a value's time are over, it is renewed while it is still served. What was invalidated while it
/// was loaded goes to those who waited for it, and is not kept. Safe for use by several threads.
public final class CacheManager implements AutoCloseable {
  private final CacheSettings settings;
  private final FirstLevel first;
  private final SharedLevel shared;
  private final Loads loads;
  private final InvalidationBus bus;
  private final Map<String, FamilyBook> books = new ConcurrentHashMap<>();
  private final Disposable.Composite hearing = Disposables.composite();

  private CacheManager(CacheSettings settings, SecondLevel second, InvalidationBus bus) {
    this.settings = settings;
    this.first = new FirstLevel(settings);
    this.shared = new SharedLevel(second, settings);
    this.loads = new Loads(settings, first, shared);
    this.bus = bus;
  }

  /// Opens one that hears what others invalidate: it starts the bus, and stops it with [#close].
  public static CacheManager open(CacheSettings settings, SecondLevel second,
      InvalidationBus bus) {
    var caches = new CacheManager(settings, second, bus);
    caches.hearing.add(bus.register("*", caches::heard));
    caches.hearing.add(bus.onGap(caches::dropAllOlderThanNow));
    bus.start();
    return caches;
  }

  /// The value that is kept, else what the loader brings. Cold; empty where there is no value, which is
  /// remembered for 5 s; zero, false and empty values are values. Fails as the loader does, or with
  /// [java.util.concurrent.TimeoutException] after the deadline; failures are not kept. Cancelling ends the
  /// waiting and not the load. Comes on the loader's thread where it has to wait.
  ///
  /// @param ttl how long a value is fresh, from 1 ms; each is kept up to a tenth shorter or longer
  /// @param loader asks the source; called when nothing fresh is kept, one call at a time for each key
  /// @throws IllegalArgumentException when another family has the name of this one
  public <T> Mono<T> getOrFetch(CacheKey<T> key, Duration ttl,
      Supplier<? extends Mono<T>> loader) {
    if (ttl.toMillis() < 1) {
      throw new IllegalArgumentException("ttl: " + ttl + " (expected: >= 1 ms)");
    }
    var book = book(key.family());
    return Mono.defer(() -> {
      var wish = new Wish<>(key, key.name(), ttl, loader, book);
      var there = first.get(wish.name());
      return there == null ? begin(wish) : found(wish, there);
    });
  }

  /// Forgets the keys everywhere: in the second level, here, then in all other instances. Whoever asks after
  /// it has completed is told nothing older than the moment of its call. Cold. Fails when the second level or
  /// the bus could not be reached, having done the rest: an old value may then live as long as its time is.
  public Mono<Void> invalidate(CacheKey<?>... keys) {
    return invalidate(Arrays.asList(keys));
  }

  /// The same for many.
  public Mono<Void> invalidate(Collection<? extends CacheKey<?>> keys) {
    return Mono.defer(() -> {
      var all = List.copyOf(keys);
      var names = all.stream().map(CacheKey::name).distinct().toList();
      var told = Mono.defer(() -> {
        names.forEach(first::drop);
        return bus.publish(names);
      });
      return shared.forget(all)
          .onErrorResume(why -> told.onErrorComplete().then(Mono.error(why)))
          .then(told);
    });
  }

  /// Forgets all of a family whose ids begin so, here and in all other instances. Cold; fails when the bus
  /// could not be reached.
  ///
  /// @throws IllegalArgumentException for a family with a second level, where keys are found by their whole
  /// name only
  public Mono<Void> invalidateAll(CacheFamily<?> family, String idPrefix) {
    if (family.shared() != null) {
      throw new IllegalArgumentException("family " + family.name()
          + ": has a second level (expected: one in this process only); name the keys");
    }
    var prefix = idPrefix.isEmpty() ? family.name() : family.name() + ":" + idPrefix;
    return Mono.defer(() -> {
      first.dropAll(prefix);
      return bus.publish(List.of(prefix + "*"));
    });
  }

  /// Drops, in this process, what began to be loaded before this moment of the ticker.
  public void dropOlderThan(long time) {
    first.dropOlderThan(time);
  }

  /// What became of each family's keys, by name.
  public Map<String, FamilyStatistics> statistics() {
    first.tidy();
    var all = new TreeMap<String, FamilyStatistics>();
    books.forEach((name, book) -> all.put(name, book.read()));
    return all;
  }

  /// What became of one family's keys.
  public FamilyStatistics statistics(CacheFamily<?> family) {
    first.tidy();
    return book(family).read();
  }

  /// The bound of what is kept in this process, in bytes.
  public long mostBytes() {
    return settings.mostBytes();
  }

  /// How many keys have a place, whether a value or a load is in it.
  int places() {
    return first.size();
  }

  /// Hears nothing more. Loads that run come to their end.
  @Override
  public void close() {
    hearing.dispose();
    bus.stop();
  }

  private FamilyBook book(CacheFamily<?> family) {
    var book = books.computeIfAbsent(family.name(), _ -> new FamilyBook(family));
    if (!book.family().equals(family)) {
      throw new IllegalArgumentException(
          "family: " + family.name() + " twice (expected: one constant for each name)");
    }
    return book;
  }

  private <T> Mono<T> begin(Wish<T> wish) {
    wish.book().misses.increment();
    var mine = new Load(settings.ticker().read());
    var load = first.getOrBegin(wish.name(), mine);
    if (load.equals(mine)) {
      loads.run(wish, mine, null);
    }
    return answer(wish, load);
  }

  private <T> Mono<T> found(Wish<T> wish, Load there) {
    if (!there.isDone() || !(there.join() instanceof Kept kept)) {
      wish.book().misses.increment();
      return answer(wish, there);
    }
    var now = settings.ticker().read();
    if (!kept.isDue(now)) {
      return hit(wish, kept, now);
    }
    var renewal = renewal(wish, there, kept, now);
    if (kept.isFresh(now)) {
      return hit(wish, kept, now);
    }
    wish.book().misses.increment();
    return answer(wish, renewal).onErrorResume(why -> first.holds(wish.name(), there)
        ? stale(wish, kept)
        : Mono.error(why));
  }

  private <T> Load renewal(Wish<T> wish, Load there, Kept kept, long now) {
    var mine = new Load(now);
    var renewal = kept.renewedBy(mine);
    if (renewal.equals(mine)) {
      loads.run(wish, mine, there);
    }
    return renewal;
  }

  private static <T> Mono<T> hit(Wish<T> wish, Kept kept, long now) {
    wish.book().hits.increment();
    return kept.isFresh(now) ? value(wish, kept) : stale(wish, kept);
  }

  private static <T> Mono<T> stale(Wish<T> wish, Kept kept) {
    wish.book().stale.increment();
    return value(wish, kept);
  }

  private static <T> Mono<T> answer(Wish<T> wish, Load load) {
    return Mono.fromFuture(load, true).flatMap(outcome -> switch (outcome) {
      case Kept kept -> value(wish, kept);
      case Outcome.Failed(var why) -> Mono.error(why);
    });
  }

  private static <T> Mono<T> value(Wish<T> wish, Kept kept) {
    return Mono.justOrEmpty(wish.key().family().type().cast(kept.value()));
  }

  private void heard(String key) {
    if (key.endsWith("*")) {
      first.dropAll(key.substring(0, key.length() - 1));
    } else {
      first.drop(key);
    }
  }

  private void dropAllOlderThanNow() {
    first.dropOlderThan(settings.ticker().read());
  }
}
