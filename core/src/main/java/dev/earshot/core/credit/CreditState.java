package dev.earshot.core.credit;

import dev.earshot.core.signal.Signal;
import java.time.Instant;

/// What one stream believes about its account's credit.
public sealed interface CreditState {
  /// Nothing was fetched yet.
  record Unknown() implements CreditState {}

  /// An answer, and how old it is.
  ///
  /// @param fetchedAt when it was given or renewed
  /// @param ledgerAt when the ledger itself was read last
  /// @param nextChangeAt when it changes even without use
  /// @param plan the name of the plan whose policy counts
  /// @param seen what was announced for the account when the ledger was read
  /// @param warned whether the threshold was told since it was last crossed
  record Known(Allowance allowance, Instant fetchedAt, Instant ledgerAt, Instant nextChangeAt,
      String plan, Signal seen, boolean warned)
      implements
        CreditState {
    Known withWarned(boolean now) {
      return new Known(allowance, fetchedAt, ledgerAt, nextChangeAt, plan, seen, now);
    }

    Known renewed(Allowance other, Instant now) {
      return new Known(other, now, ledgerAt, nextChangeAt, plan, seen, warned);
    }

    Known with(Allowance other) {
      return renewed(other, fetchedAt);
    }

    /// Whether nothing is left.
    public boolean isExhausted() {
      return switch (allowance) {
        case Allowance.Unlimited _ -> false;
        case Allowance.Prepaid prepaid -> prepaid.remainingMs() == 0;
      };
    }
  }
}
