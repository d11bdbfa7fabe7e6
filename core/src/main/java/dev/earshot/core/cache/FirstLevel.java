package dev.earshot.core.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// What this process keeps, by name, within its bound of bytes: values, and the loads that are to bring some.
///
/// A place is only ever written to by who still finds in it what he put there. So what was dropped does not
/// come back with a load that began before.
final class FirstLevel {
  private final AsyncCache<String, Outcome> cache;
  private final ConcurrentMap<String, CompletableFuture<Outcome>> places;

  FirstLevel(CacheSettings settings) {
    this.cache = Caffeine.newBuilder()
        .maximumWeight(settings.mostBytes())
        .weigher((String _, Outcome outcome) -> outcome.bytes())
        .expireAfter(Expiry.<String, Outcome>writing((_, outcome) -> outcome.life()))
        .ticker(settings.ticker())
        .executor(settings.executor())
        .evictionListener(FirstLevel::evicted)
        .removalListener(FirstLevel::removed)
        .buildAsync();
    this.places = cache.asMap();
  }

  /// What is at the place; null where nothing is.
  @Nullable
  Load get(String name) {
    return (Load) cache.getIfPresent(name);
  }

  /// What is at the place, else this load, put there.
  Load getOrBegin(String name, Load mine) {
    return (Load) cache.get(name, (_, _) -> mine);
  }

  /// Whether the place still has this.
  boolean holds(String name, Load load) {
    return places.get(name) == load;
  }

  /// Puts what a renewal brought in the place of what it renews, where that still is.
  boolean replace(String name, Load old, Load renewed) {
    return places.replace(name, old, renewed);
  }

  /// Empties the place, where it still has this.
  void remove(String name, Load load) {
    var _ = places.remove(name, load);
  }

  void drop(String name) {
    var _ = places.remove(name);
  }

  void dropAll(String prefix) {
    places.keySet().removeIf(name -> name.startsWith(prefix));
  }

  /// Drops what began to be loaded before this moment.
  void dropOlderThan(long time) {
    places.forEach((name, load) -> {
      if (((Load) load).beganBefore(time)) {
        places.remove(name, load);
      }
    });
  }

  /// Lets go of what is over; what is counted is then what is kept.
  void tidy() {
    cache.synchronous().cleanUp();
  }

  /// How many places are taken, by values and by loads.
  int size() {
    return places.size();
  }

  private static void evicted(@Nullable String name, @Nullable Outcome outcome,
      RemovalCause cause) {
    if (outcome instanceof Kept kept && cause == RemovalCause.SIZE) {
      kept.book().evictions.increment();
    }
  }

  /// Is called for each result that was in a place, even where the place was lost to its load before.
  private static void removed(@Nullable String name, @Nullable Outcome outcome,
      RemovalCause cause) {
    if (outcome instanceof Kept kept) {
      kept.book().gone(kept);
    }
  }
}
