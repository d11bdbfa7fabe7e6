package dev.earshot.core.account;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The keys that let accounts in: made, looked up, listed and revoked. Those that [Accounts#admit] lets in
/// are among them, as [ApiKey#NAMELESS]. No store ever sees a key, only its hash.
///
/// Whoever revokes a key writes it here first and then raises the account's change signal, so that its
/// open streams ask again. All publishers are cold; each subscription is one read or one write.
public interface ApiKeys {
  /// Which keys are asked for, in the order of their ids.
  ///
  /// @param account whose; null for everybody's
  /// @param after the id of the last one of the page before; null for the first page
  /// @param most as many as at most come, 1 to 500
  record Page(@Nullable AccountId account, @Nullable KeyId after, int most) {
    private static final int LARGEST = 500;

    public Page {
      if (most < 1 || most > LARGEST) {
        throw new IllegalArgumentException("most: " + most + " (expected: 1.." + LARGEST + ")");
      }
    }
  }

  /// Lets this key in from now on, for its account, which is created when it is new. Repeating it changes
  /// nothing. Fails with [IllegalArgumentException] where the hash is another key's.
  ///
  /// @param hash of the key, whose id the key has
  Mono<Void> create(KeyHash hash, ApiKey key);

  /// The key of this hash, whether it holds or not; empty where there is none.
  Mono<ApiKey> find(KeyHash shown);

  /// The key of this id, whether it holds or not; empty where there is none.
  Mono<ApiKey> find(KeyId id);

  /// A page of keys, whether they hold or not; the last page is the one that is not full.
  Mono<List<ApiKey>> list(Page page);

  /// Lets the key in no more, for ever, and gives it as it is then: one that was revoked before keeps its
  /// moment. Empty where there is none.
  Mono<ApiKey> revoke(KeyId id, Instant now);
}
