package dev.earshot.gateway.ops;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.FamilyStatistics;
import dev.earshot.core.invalidation.BusStatistics;
import dev.earshot.core.invalidation.InvalidationBus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Shows what caches do, for `/metrics`. Labels are the names of families, which are constants of ours. Safe
/// for use by several threads.
public final class CacheMeters {
  private static final Map<String, ToLongFunction<FamilyStatistics>> EVENTS = Map.of("hit",
      FamilyStatistics::hits, "miss", FamilyStatistics::misses, "load", FamilyStatistics::loads,
      "failure", FamilyStatistics::failures, "stale", FamilyStatistics::stale, "eviction",
      FamilyStatistics::evictions, "refused", FamilyStatistics::refused, "shared",
      FamilyStatistics::shared, "away", FamilyStatistics::away, "poisoned",
      FamilyStatistics::poisoned);
  private static final Map<String, ToLongFunction<BusStatistics>> MESSAGES = Map.of("published",
      BusStatistics::published, "unpublished", BusStatistics::unpublished, "received",
      BusStatistics::received, "unknown", BusStatistics::unknown, "poisoned",
      BusStatistics::poisoned, "failed", BusStatistics::failed, "gap", BusStatistics::gaps);

  private final Registry registry;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CacheManager caches;
  private volatile Map<String, FamilyStatistics> seen = Map.of();

  CacheMeters(Registry registry) {
    this.registry = registry;
  }

  /// Shows the caches of this process and their bus.
  public void watch(CacheManager watched, InvalidationBus bus) {
    caches = watched;
    registry.show(Metric.CACHE_BOUND, watched::mostBytes);
    MESSAGES.forEach((event, count) -> registry.show(Metric.CACHE_BUS,
        () -> count.applyAsLong(bus.statistics()), event));
  }

  /// Looks at the caches, once for all that is then read; families that are new since get their meters.
  void look() {
    var watched = caches;
    if (watched != null) {
      seen = watched.statistics();
      seen.keySet().stream().filter(shown::add).forEach(this::show);
    }
  }

  private void show(String family) {
    EVENTS.forEach((event, count) -> registry.show(Metric.CACHE_EVENTS, () -> seen(family, count),
        family, event));
    registry.show(Metric.CACHE_ENTRIES, () -> seen(family, FamilyStatistics::entries), family);
    registry.show(Metric.CACHE_BYTES, () -> seen(family, FamilyStatistics::bytes), family);
    registry.show(Metric.CACHE_LOADING, () -> seen(family, FamilyStatistics::loading), family);
  }

  private double seen(String family, ToLongFunction<FamilyStatistics> value) {
    var statistics = seen.get(family);
    return statistics == null ? 0 : value.applyAsLong(statistics);
  }
}
