package dev.earshot.testkit;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Keys in a map, by their hash.
final class MemoryKeys implements ApiKeys {
  private final ConcurrentNavigableMap<String, ApiKey> keys = new ConcurrentSkipListMap<>();

  @Override
  public Mono<Void> create(KeyHash hash, ApiKey key) {
    return Mono.fromRunnable(() -> {
      var there = keys.putIfAbsent(hash.hex(), key);
      if (there != null && !there.equals(key)) {
        throw new IllegalArgumentException("key: there already (expected: a new one)");
      }
    });
  }

  @Override
  public Mono<ApiKey> find(KeyHash shown) {
    return Mono.fromSupplier(() -> keys.get(shown.hex()));
  }

  @Override
  public Mono<ApiKey> find(KeyId id) {
    return Mono.fromSupplier(() -> {
      var entry = entry(id);
      return entry == null ? null : entry.getValue();
    });
  }

  @Override
  public Mono<List<ApiKey>> list(Page page) {
    return Mono.fromSupplier(() -> {
      var after = page.after();
      var rest = after == null ? keys : keys.tailMap(after.value() + "g"); // behind any digit
      return rest.values()
          .stream()
          .filter(key -> page.account() == null || key.account().equals(page.account()))
          .limit(page.most())
          .toList();
    });
  }

  @Override
  public Mono<ApiKey> revoke(KeyId id, Instant now) {
    return Mono.fromSupplier(() -> {
      var entry = entry(id);
      return entry == null
          ? null
          : keys.computeIfPresent(entry.getKey(), (_, key) -> key.revoked(now));
    });
  }

  /// How many were removed.
  int erase(AccountId account) {
    var before = keys.size();
    keys.values().removeIf(key -> key.account().equals(account));
    return before - keys.size();
  }

  boolean hasSome(AccountId account) {
    return keys.values().stream().anyMatch(key -> key.account().equals(account));
  }

  /// The key of this hash, which is put there where there is none.
  ApiKey admit(KeyHash hash, ApiKey key) {
    var there = keys.putIfAbsent(hash.hex(), key);
    return there == null ? key : there;
  }

  private Map.@Nullable Entry<String, ApiKey> entry(KeyId id) {
    var entry = keys.ceilingEntry(id.value());
    return entry != null && entry.getKey().startsWith(id.value()) ? entry : null;
  }
}
