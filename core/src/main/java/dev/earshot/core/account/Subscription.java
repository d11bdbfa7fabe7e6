package dev.earshot.core.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which plan an account has.
///
/// @param plan its name in [Plans]
/// @param grant what each month gives this account
/// @param endsAt when the paid period ends and the basic plan takes its place; null for never
public record Subscription(String plan, MonthlyGrant grant, @Nullable Instant endsAt) {
  /// The basic plan, without end, with a grant of the account's own.
  public static Subscription basic(MonthlyGrant grant) {
    return new Subscription(Plans.BASIC, grant, null);
  }

  /// A plan as it stands in the catalogue.
  public static Subscription to(Plan plan, @Nullable Instant endsAt) {
    return new Subscription(plan.name(), plan.grant(), endsAt);
  }

  public boolean isOver(Instant now) {
    return endsAt != null && !now.isBefore(endsAt);
  }
}
