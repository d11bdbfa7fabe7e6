package dev.earshot.core.account;

import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Mono;

/// The accounts that may stream, and the keys they show.
///
/// All publishers are cold; each subscription is one read or one write.
public interface Accounts {
  /// The account that this key belongs to; empty when nobody's. The time it takes does not tell how
  /// much of the key was right.
  Mono<AccountId> holderOf(String key);

  /// Lets this key in for the account, which is created when it is new. Repeating it changes nothing.
  /// Fails with [IllegalArgumentException] for an empty key and for one that is another account's.
  Mono<Void> admit(AccountId account, String key);

  /// Sets what each month grants the account, from this month on. What was used stays used. The
  /// account is created when it is new.
  Mono<Void> grant(AccountId account, MonthlyGrant grant);
}
