package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.gateway.dialect.Refusal;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Makes short-lived tokens, which open streams for the account of the key that they were made with.
public interface Minting {
  /// Makes one. Cold; fails when whoever knows the key does not answer.
  ///
  /// @param key as the client showed it, without its scheme; may be anything
  /// @param life how long the token lets in: 1 s to 1 h
  Mono<Minted> mint(String key, Duration life);

  /// What came of it.
  sealed interface Minted {
    /// A token.
    ///
    /// @param text what the client shows
    /// @param life how long it lets in, as it was made
    record Token(String text, Duration life) implements Minted {
      @Override
      public String toString() {
        return "Token[" + life + "]"; // the token belongs into no log
      }
    }

    /// None for this key.
    record Refused(Refusal why) implements Minted {}
  }
}
