package dev.earshot.gateway;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.redis.RedisStore;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Schedulers;

/// Where copies of what stores say are kept, and how instances tell each other which hold no longer.
///
/// @param firstBytes what this process may keep in its first level
record CachePlaces(SecondLevel second, InvalidationBus bus, long firstBytes) {
  private static final int SECOND_SHARE = 4;

  /// For a gateway that is alone: both levels are in this process, and the bound is for both together.
  static CachePlaces alone(long bytes) {
    var second = bytes / SECOND_SHARE;
    return new CachePlaces(
        new InProcessSecondLevel(second, System::nanoTime, Schedulers.parallel()::schedule),
        new InProcessBus(), bytes - second);
  }

  /// For one of many: what they share is in Redis.
  static CachePlaces shared(RedisStore store, long bytes) {
    return new CachePlaces(store.secondLevel(), store.bus(), bytes);
  }

  /// Opens the caches, which the meters show from then on.
  CacheManager open(RandomGenerator random, Meters meters) {
    var caches = CacheManager.open(
        CacheSettings.of(firstBytes, System::nanoTime, Schedulers.parallel(), random), second, bus);
    meters.caches().watch(caches, bus);
    return caches;
  }
}
