package dev.earshot.core.operator;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// The keys of this instance's operations port, but for the one in its data folder. No store ever sees a
/// key, only its hash: the time of a look-up tells nothing of how much of a key was right.
///
/// All publishers are cold; each subscription is one read or one write.
public interface OperatorKeys {
  /// As many as there may be, revoked ones among them.
  int MOST = 1_000;

  /// Opens what the key opens from now on. Repeating it changes nothing. Fails with
  /// [IllegalArgumentException] where the hash is another key's, and where there are [#MOST].
  ///
  /// @param hash of the key, whose id the key has
  Mono<Void> create(KeyHash hash, OperatorKey key);

  /// The key of this hash, revoked or not; empty where there is none.
  Mono<OperatorKey> find(KeyHash shown);

  /// All of them by their ids, revoked or not.
  Mono<List<OperatorKey>> list();

  /// Opens nothing with it any more, for ever, and gives it as it is then: one that was revoked before
  /// keeps its moment. Empty where there is none.
  Mono<OperatorKey> revoke(KeyId id, Instant now);
}
