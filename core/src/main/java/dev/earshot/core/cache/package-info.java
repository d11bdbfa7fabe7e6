/// Copies of what stores say, kept for a while: one facade, [dev.earshot.core.cache.CacheManager], with a
/// level in this process and one that instances may share, and a bus by which instances tell each other
/// what holds no longer. Whoever keeps something declares a family once and asks by key:
///
/// ```java
/// static final CacheFamily<Integer> FREQUENCY =
///     CacheFamily.of("mentor_frequency", Integer.class, _ -> HeapSize.BOXED);
/// static final CacheFamily<Apps> POPULAR = CacheFamily.of("get_popular_apps_data", Apps.class, Apps::bytes)
///     .staleUpTo(Duration.ofMinutes(10))
///     .shared(new SharedForm<>(Apps::toJson, Apps::fromJson, Duration.ofMinutes(30)));
/// static final Duration TTL = Duration.ofSeconds(30);
///
/// Mono<Integer> frequency(AccountId account) {
///   return caches.getOrFetch(FREQUENCY.key(account.value()), TTL, () -> store.frequency(account));
/// }
///
/// Mono<Void> setFrequency(AccountId account, int value) { // the store first, then all copies
///   return store.write(account, value).then(caches.invalidate(FREQUENCY.key(account.value())));
/// }
/// ```
@NullMarked
package dev.earshot.core.cache;

import org.jspecify.annotations.NullMarked;
