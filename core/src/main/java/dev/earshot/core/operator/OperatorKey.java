package dev.earshot.core.operator;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a key of the operations port, which is everything but the key itself.
///
/// @param name for people: 1 to 64 printable characters of ASCII, not blank
/// @param scopes what it opens, one at least
/// @param createdAt as the other moment to the millisecond
/// @param revokedAt since when it opens nothing; null for a key that was not revoked
public record OperatorKey(KeyId id, String name, Set<OperatorScope> scopes, Instant createdAt,
    @Nullable Instant revokedAt) {
  public OperatorKey {
    if (!name.matches("[ -~]{1,64}") || name.isBlank()) {
      throw new IllegalArgumentException(
          "name: unusable (expected: 1 to 64 printable characters of ASCII)");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes: none (expected: 1 or more)");
    }
    scopes = Set.copyOf(scopes);
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    revokedAt = revokedAt == null ? null : revokedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /// A key that is made now.
  public static OperatorKey fresh(KeyHash hash, String name, Set<OperatorScope> scopes,
      Instant now) {
    return new OperatorKey(hash.id(), name, scopes, now, null);
  }

  /// Whether it opens this.
  public boolean opens(OperatorScope scope) {
    return revokedAt == null
        && (scopes.contains(OperatorScope.ALL) || scopes.contains(scope));
  }

  /// The same, revoked now where it was not before.
  public OperatorKey revoked(Instant now) {
    return revokedAt == null ? new OperatorKey(id, name, scopes, createdAt, now) : this;
  }
}
