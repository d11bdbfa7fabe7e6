package dev.earshot.core.preference;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheKey;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Preferences from copies that are 30 s old at most, `mentor_frequency:{uid}` as in the seed system. Who
/// sets one drops the copies of all instances.
///
/// What was set is set, also where not everybody could be told: others then see it when their copies are
/// too old, and the bus counts it.
public final class CachedPreferences implements Preferences {
  private static final Duration LIFE = Duration.ofSeconds(30);
  /// While the store is away a mentor speaks as it did.
  private static final Duration STALE = Duration.ofMinutes(10);
  private static final CacheFamily<MentorFrequency> FREQUENCIES = CacheFamily
      .of("mentor_frequency", MentorFrequency.class, _ -> HeapSize.BOXED)
      .staleUpTo(STALE);

  private final Preferences store;
  private final CacheManager caches;

  /// @param store is asked where there is no copy
  public CachedPreferences(Preferences store, CacheManager caches) {
    this.store = store;
    this.caches = caches;
  }

  @Override
  public Mono<MentorFrequency> mentorFrequency(AccountId account) {
    return caches.getOrFetch(key(account), LIFE, () -> store.mentorFrequency(account));
  }

  @Override
  public Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency) {
    return store.setMentorFrequency(account, frequency)
        .then(Mono.defer(() -> caches.invalidate(key(account)).onErrorComplete()));
  }

  private static CacheKey<MentorFrequency> key(AccountId account) {
    return FREQUENCIES.key(account.value());
  }
}
