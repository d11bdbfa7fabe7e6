package dev.earshot.core.usage;

import reactor.core.publisher.Mono;

/// The truth about what was used.
public interface UsageLedger {
  /// Charges the account, once however often it is asked. Cold; fails when the store does not answer,
  /// after which it is unknown whether the charge was made: ask again with the same intent. An empty
  /// settle charges nothing and still answers.
  Mono<Settled> settle(Settle intent);
}
