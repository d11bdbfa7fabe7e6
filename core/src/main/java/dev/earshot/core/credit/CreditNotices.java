package dev.earshot.core.credit;

import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/// Sees to it that one instance of all tells an account's owner that credit runs low or out.
public interface CreditNotices {
  /// What was crossed.
  enum Crossing {
    /// Little is left.
    THRESHOLD,
    /// Nothing is left.
    EXHAUSTED
  }

  /// Whether the caller is the first, of all instances, to notice this crossing of this grant. Cold;
  /// fails when the store does not answer.
  ///
  /// @param grantMs what the month grants: after a larger grant the same crossing is another one
  Mono<Boolean> first(AccountId account, YearMonth month, Crossing crossing, long grantMs);
}
