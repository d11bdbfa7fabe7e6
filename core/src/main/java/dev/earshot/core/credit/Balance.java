package dev.earshot.core.credit;

import dev.earshot.core.account.Plans;
import java.time.Instant;

/// The store's answer to one question: what is left, and until when nothing but use can change it.
///
/// @param nextChangeAt the month's end (UTC), or the end of a paid period before it
/// @param plan the name of the plan whose policy counts
public record Balance(Allowance allowance, Instant nextChangeAt, String plan) {
  /// On the basic plan.
  public Balance(Allowance allowance, Instant nextChangeAt) {
    this(allowance, nextChangeAt, Plans.BASIC);
  }
}
