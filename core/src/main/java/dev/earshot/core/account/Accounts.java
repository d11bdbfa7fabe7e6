package dev.earshot.core.account;

import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Mono;

/// The accounts that may stream, the keys they show, and what they are granted.
///
/// All publishers are cold; each subscription is one read or one write.
public interface Accounts {
  /// The account that this key lets in; empty when nobody's, and for one that has expired or was revoked.
  /// The time it takes does not tell how much of the key was right.
  Mono<AccountId> holderOf(String key);

  /// Whether anything is known of the account: a key, a plan, a top-up. Use alone makes none.
  Mono<Boolean> exists(AccountId account);

  /// Lets this key in for the account, which is created when it is new. Repeating it changes nothing: a key
  /// that was revoked in between stays so. Fails with [IllegalArgumentException] for an empty key and for
  /// one that is another account's.
  Mono<Void> admit(AccountId account, String key);

  /// Gives the account this plan and grant, from this month on. What was used stays used, and what was
  /// topped up stays. The account is created when it is new.
  Mono<Void> subscribe(AccountId account, Subscription subscription);

  /// The plan that the account was given last, whether its paid period is over or not; empty where it
  /// was given none.
  Mono<Subscription> subscription(AccountId account);

  /// Adds to what the account may use in one month. Repeating it changes nothing. The account is created
  /// when it is new.
  Mono<Void> topUp(AccountId account, TopUp more);

  /// Sets what each month grants the account, on the basic plan.
  default Mono<Void> grant(AccountId account, MonthlyGrant grant) {
    return subscribe(account, Subscription.basic(grant));
  }
}
