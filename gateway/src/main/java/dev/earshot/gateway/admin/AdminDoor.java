package dev.earshot.gateway.admin;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Knows whose request it is: that of the key in the data folder, which opens everything, or of one that
/// was made with it.
///
/// @param first the key in the data folder
/// @param deadline for the look-up
public record AdminDoor(AdminKey first, OperatorKeys others, Duration deadline) {
  private static final String BEARER = "Bearer ";

  /// The key that this header shows, and that was not revoked; empty for any other. Cold; one read, which
  /// looks for the hash, so that its time tells nothing of how much of a key was right.
  ///
  /// @param authorization empty where there is none
  Mono<OperatorKey> who(String authorization) {
    if (!authorization.startsWith(BEARER)) {
      return Mono.empty();
    }
    var secret = authorization.substring(BEARER.length()).strip();
    if (secret.isEmpty()) {
      return Mono.empty();
    }
    var shown = KeyHash.of(secret);
    return first.is(shown)
        ? Mono.just(first.known())
        : Mono.defer(() -> others.find(shown))
            .timeout(deadline)
            .filter(key -> key.revokedAt() == null);
  }

  /// The same of a key by itself.
  Mono<OperatorKey> holder(String key) {
    return who(BEARER + key);
  }
}
