package dev.earshot.gateway.auth;

import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody was let in with. It holds no secret.
///
/// @param account who pays
/// @param key whose revocation ends the stream, see [KeyWatch]; null for users of another issuer, of whom
///     nobody can be asked later
/// @param scopes what it allows
/// @param longestSession after which a stream ends; null for no limit
/// @param expiresAt from when on the same key or token lets nobody in; null for never. A stream that a
///     token has opened may go on; one of a key that has expired is ended by [KeyWatch]
/// @param session how sessions are set up when the client says nothing else: a JSON text that was given
///     when the token was made; null for none
public record Pass(AccountId account, @Nullable KeyId key, Set<Scope> scopes,
    @Nullable Duration longestSession, @Nullable Instant expiresAt, @Nullable String session) {
  public Pass {
    scopes = Set.copyOf(scopes);
  }
}
