package dev.earshot.core.billing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of one subscription at the payment service.
///
/// @param id its name there, as the customer's 1 to 255 letters, digits, `_` and `-`
/// @param customer who pays
/// @param createdAt of two that are paid for, the younger one counts
/// @param plan which is paid for; null where nothing is paid for any more, or not yet
/// @param paidUntil when the paid period ends; null for never
/// @param order of what said so
public record PaidSubscription(String id, String customer, Instant createdAt,
    @Nullable String plan, @Nullable Instant paidUntil, EventOrder order) {
  public PaidSubscription {
    var _ = BillingId.checked("subscription", id);
    var _ = BillingId.checked("customer", customer);
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    paidUntil = paidUntil == null ? null : paidUntil.truncatedTo(ChronoUnit.MILLIS);
  }

  /// Whether a plan is paid for now.
  public boolean isPaid(Instant now) {
    return plan != null && (paidUntil == null || now.isBefore(paidUntil));
  }
}
