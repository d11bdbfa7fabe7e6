package dev.earshot.testkit;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Operators' keys and deeds as two maps under one lock.
final class MemoryOperators implements OperatorKeys, AuditLog {
  private final Map<String, OperatorKey> keys = new TreeMap<>();
  private final TreeMap<Long, Deed> deeds = new TreeMap<>();

  @Override
  public Mono<Void> create(KeyHash hash, OperatorKey key) {
    return Mono.fromRunnable(() -> put(hash, key));
  }

  @Override
  public Mono<OperatorKey> find(KeyHash shown) {
    return Mono.fromSupplier(() -> at(shown));
  }

  @Override
  public Mono<List<OperatorKey>> list() {
    return Mono.fromSupplier(this::all);
  }

  @Override
  public Mono<OperatorKey> revoke(KeyId id, Instant now) {
    return Mono.fromSupplier(() -> revoked(id, now));
  }

  @Override
  public Mono<Long> begin(Deed deed) {
    return Mono.fromSupplier(() -> append(deed));
  }

  @Override
  public Mono<Void> end(long number, int outcome) {
    return Mono.fromRunnable(() -> finish(number, outcome));
  }

  @Override
  public Mono<List<Deed>> latest(int most) {
    return Mono.fromSupplier(() -> last(most));
  }

  private synchronized void put(KeyHash hash, OperatorKey key) {
    var there = keys.get(hash.hex());
    if (there == null ? keys.size() >= MOST : !there.equals(key)) {
      throw new IllegalArgumentException("key: there already, or too many (expected: a new one)");
    }
    keys.put(hash.hex(), key);
  }

  private synchronized @Nullable OperatorKey at(KeyHash hash) {
    return keys.get(hash.hex());
  }

  private synchronized List<OperatorKey> all() {
    return List.copyOf(keys.values());
  }

  private synchronized @Nullable OperatorKey revoked(KeyId id,
      Instant now) {
    for (var entry : keys.entrySet()) {
      if (entry.getValue().id().equals(id)) {
        entry.setValue(entry.getValue().revoked(now));
        return entry.getValue();
      }
    }
    return null;
  }

  private synchronized long append(Deed deed) {
    deeds.values().removeIf(old -> old.at().isBefore(deed.at().minus(KEPT)));
    var number = deeds.isEmpty() ? 1 : deeds.lastKey() + 1;
    deeds.put(number, deed);
    return number;
  }

  private synchronized void finish(long number, int outcome) {
    deeds.computeIfPresent(number, (_, deed) -> deed.ended(outcome));
  }

  private synchronized List<Deed> last(int most) {
    return deeds.descendingMap().values().stream().limit(most).toList();
  }
}
