package dev.earshot.core.account;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of a key, which is everything but the key itself.
///
/// @param name for people: 1 to 64 characters of any script, no control characters, not blank
/// @param createdAt as the other moments to the millisecond
/// @param expiresAt from when on it lets nobody in; null for never
/// @param revokedAt since when it lets nobody in; null for a key that was not revoked
public record ApiKey(KeyId id, AccountId account, String name, Instant createdAt,
    @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
  /// The name of a key that was let in without one.
  public static final String NAMELESS = "first key";

  private static final int LONGEST_NAME = 64;

  /// Whether a key lets its account in.
  public enum Standing {
    HOLDS, EXPIRED, REVOKED
  }

  public ApiKey {
    if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME
        || name.codePoints().anyMatch(ApiKey::isNoNamesPart)) {
      throw new IllegalArgumentException(
          "name: unusable (expected: 1 to 64 characters, none of them a control character)");
    }
    createdAt = whole(createdAt);
    expiresAt = expiresAt == null ? null : whole(expiresAt);
    revokedAt = revokedAt == null ? null : whole(revokedAt);
  }

  /// A key that is made now.
  public static ApiKey fresh(KeyHash hash, AccountId account, String name, Instant now,
      @Nullable Instant expiresAt) {
    return new ApiKey(hash.id(), account, name, now, expiresAt, null);
  }

  public Standing standing(Instant now) {
    if (revokedAt != null) {
      return Standing.REVOKED;
    }
    return expiresAt != null && !now.isBefore(expiresAt) ? Standing.EXPIRED : Standing.HOLDS;
  }

  public boolean holds(Instant now) {
    return standing(now) == Standing.HOLDS;
  }

  /// The same, revoked now where it was not before.
  public ApiKey revoked(Instant now) {
    return revokedAt == null ? new ApiKey(id, account, name, createdAt, expiresAt, now) : this;
  }

  private static Instant whole(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS);
  }

  private static boolean isNoNamesPart(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        true;
      default -> false;
    };
  }
}
