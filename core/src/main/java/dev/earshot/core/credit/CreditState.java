package dev.earshot.core.credit;

import java.time.Instant;

/// What one stream believes about its account's credit.
public sealed interface CreditState {
  /// Nothing was fetched yet.
  record Unknown() implements CreditState {}

  /// An answer, and how old it is.
  ///
  /// @param fetchedAt when the store gave it
  /// @param nextChangeAt when it changes even without use
  /// @param warned whether the threshold was told since it was last crossed
  record Known(Allowance allowance, Instant fetchedAt, Instant nextChangeAt, boolean warned)
      implements
        CreditState {
    Known withWarned(boolean now) {
      return new Known(allowance, fetchedAt, nextChangeAt, now);
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
