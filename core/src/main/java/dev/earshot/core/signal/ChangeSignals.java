package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Announces, to all instances, that the plan or grant of an account was changed.
///
/// The signal that stays readable for some minutes is the guarantee, the push only makes it quick.
/// Who changes something writes the ledger first, then raises the signal. Reading takes nothing away.
public interface ChangeSignals {
  /// What is announced for the account now: [Signal.Absent] or [Signal.Raised]. Cold; one read; fails
  /// when the store does not answer.
  Mono<Signal> read(AccountId account);

  /// Announces a change, with a value that differs from the last one, and pushes it. Cold; gives what
  /// was announced; fails when it could not be, after which it is unknown whether it was.
  Mono<Signal.Raised> raise(AccountId account);

  /// The news from now on, of this and of every other instance. Hot; never completes or fails; what a
  /// subscriber does not take in time, or what was lost with a connection, comes as one
  /// [CreditChange.Missed].
  Flux<CreditChange> changes();
}
