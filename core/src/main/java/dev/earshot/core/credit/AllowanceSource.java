package dev.earshot.core.credit;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import reactor.core.publisher.Mono;

/// The truth about what an account may still use.
public interface AllowanceSource {
  /// One read of what is left at this moment, with everything in it that was settled before. Cold;
  /// fails when the store does not answer. An account that nobody created has nothing left.
  Mono<Balance> fetch(AccountId account, Instant now);
}
