package dev.earshot.gateway.dialect.openai;

import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/// Makes short-lived tokens for whoever shows a key.
public interface Minting {
  /// A token that opens streams, for whose key it is. Cold; never fails, and has its own deadline.
  ///
  /// @param key as the request shows it
  /// @param life from 10 s to 2 h
  /// @param session how its sessions are set up: JSON of up to 3,072 bytes, which the token carries
  Mono<Outcome> mint(Credential key, Duration life, String session);

  /// What came of it.
  sealed interface Outcome {
    /// A token.
    ///
    /// @param text of letters, digits, `-`, `_` and `.`
    /// @param expiresAt from when on it lets nobody in
    record Minted(String text, Instant expiresAt) implements Outcome {
      @Override
      public String toString() {
        return "Minted[" + expiresAt + "]"; // the token belongs into no log
      }
    }

    /// None.
    record Refused(Refusal why) implements Outcome {}
  }
}
