package dev.earshot.gateway.ops;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.FamilyStatistics;
import dev.earshot.core.invalidation.BusStatistics;
import dev.earshot.core.invalidation.InvalidationBus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

  private final MeterRegistry registry;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CacheManager caches;
  private volatile Map<String, FamilyStatistics> seen = Map.of();

  CacheMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Shows the caches of this process and their bus.
  public void watch(CacheManager watched, InvalidationBus bus) {
    caches = watched;
    Gauge.builder("earshot.cache.bound.bytes", registry, _ -> watched.mostBytes())
        .description("What all families may take together in this process")
        .register(registry);
    MESSAGES.forEach((event, count) -> FunctionCounter
        .builder("earshot.cache.bus", registry, _ -> count.applyAsLong(bus.statistics()))
        .description("What became of messages that tell which cached keys hold no longer")
        .tag("event", event)
        .register(registry));
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
    EVENTS.forEach((event, count) -> FunctionCounter
        .builder("earshot.cache.events", registry, _ -> seen(family, count))
        .description("What became of questions to caches, by family")
        .tag("family", family)
        .tag("event", event)
        .register(registry));
    gauge("earshot.cache.entries", "Values that are kept in this process, by family", family,
        FamilyStatistics::entries);
    gauge("earshot.cache.bytes", "What they take, by family", family, FamilyStatistics::bytes);
    gauge("earshot.cache.loading", "Loads that are under way, by family", family,
        FamilyStatistics::loading);
  }

  private void gauge(String name, String description, String family,
      ToLongFunction<FamilyStatistics> value) {
    Gauge.builder(name, registry, _ -> seen(family, value))
        .description(description)
        .tag("family", family)
        .register(registry);
  }

  private double seen(String family, ToLongFunction<FamilyStatistics> value) {
    var statistics = seen.get(family);
    return statistics == null ? 0 : value.applyAsLong(statistics);
  }
}
