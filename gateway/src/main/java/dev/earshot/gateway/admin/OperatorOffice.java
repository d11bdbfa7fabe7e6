package dev.earshot.gateway.admin;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.operator.OperatorScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Makes, lists and revokes keys of the operations port.
///
/// @param secrets draws keys; must not block
/// @param deadline for every single call to the store
public record OperatorOffice(OperatorKeys keys, InstantSource clock, Supplier<String> secrets,
    Duration deadline) {
  /// A key that was just made, and the only time that it is seen.
  ///
  /// @param secret what the operator shows
  public record Made(OperatorKey key, String secret) {
    @Override
    public String toString() {
      return "Made[" + key + "]"; // the key belongs into no log
    }
  }

  /// Cold; one write.
  public Mono<Made> create(String name, Set<OperatorScope> scopes) {
    return Mono.defer(() -> {
      var secret = secrets.get();
      var hash = KeyHash.of(secret);
      var key = OperatorKey.fresh(hash, name, scopes, clock.instant());
      return keys.create(hash, key).timeout(deadline).thenReturn(new Made(key, secret));
    });
  }

  /// Cold; one read.
  public Mono<List<OperatorKey>> list() {
    return Mono.defer(keys::list).timeout(deadline);
  }

  /// Empty where there is none. Cold; one write.
  public Mono<OperatorKey> revoke(KeyId id) {
    return Mono.defer(() -> keys.revoke(id, clock.instant())).timeout(deadline);
  }
}
