package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Mono;

/// How often an account's owner wants to be notified of what is said.
@FunctionalInterface
public interface MentorFrequency {
  /// Nobody is notified.
  MentorFrequency NEVER = _ -> Mono.just(0);

  /// 0, never, to 5, most often; what else it says counts as the nearer of the two. Cold; fails when nobody
  /// can tell, and then nobody is notified.
  Mono<Integer> of(AccountId account);
}
