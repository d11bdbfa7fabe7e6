package dev.earshot.gateway.stripe;

import java.util.Locale;

/// What came of an event of Stripe's that was let in.
enum Outcome {
  /// The plan stands in the ledger and was announced.
  SIGNALLED,
  /// The plan stands in the ledger; that it is announced is written down, and will be done.
  WAITING,
  /// It was done before.
  REPEATED,
  /// Nothing follows from it for any plan.
  IGNORED,
  /// It is kept that the customer pays for the account; of a subscription nobody knows yet.
  LINKED,
  /// It is kept, until somebody says for whom the customer pays.
  UNKNOWN_CUSTOMER,
  /// It is paid with a price that `EARSHOT_PRICES` does not name: the plan stays as it is.
  UNKNOWN_PRICE,
  /// The account that it names cannot be one: the plan stays as it is.
  UNUSABLE_ACCOUNT;

  /// As answers and meters name it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
