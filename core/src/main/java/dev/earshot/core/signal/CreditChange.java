package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;

/// One piece of news about accounts, as it is pushed.
public sealed interface CreditChange {
  /// The plan or grant of an account was changed.
  record Changed(AccountId account, Signal.Raised signal) implements CreditChange {}

  /// News may have been missed: look at every signal again.
  record Missed() implements CreditChange {}
}
