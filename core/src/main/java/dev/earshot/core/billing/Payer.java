package dev.earshot.core.billing;

import dev.earshot.core.identity.AccountId;
import org.jspecify.annotations.Nullable;

/// For whom a customer of the payment service pays.
///
/// @param before for whom until somebody said otherwise; null where that never happened
/// @param movedBy the tie of what said otherwise, by which that one is known when it comes again; null
///     where that never happened
/// @param order of what was said last
public record Payer(String customer, AccountId account, @Nullable AccountId before,
    @Nullable String movedBy, EventOrder order) {
  public Payer {
    var _ = BillingId.checked("customer", customer);
  }

  /// A customer that nobody has heard of.
  public static Payer first(String customer, AccountId account, EventOrder order) {
    return new Payer(customer, account, null, null, order);
  }

  /// What is known when this is said as well.
  public Payer told(AccountId other, EventOrder when) {
    if (!when.isAfter(order)) {
      return this;
    }
    return other.equals(account)
        ? new Payer(customer, account, before, movedBy, when)
        : new Payer(customer, other, account, when.tie(), when);
  }
}
