package dev.earshot.testkit.simulation;

/// A mistake that a store could make. The auditor has to notice each.
public enum Flaw {
  /// No mistake.
  NONE,
  /// The counter believes what was told last, not the most that was ever told.
  COUNTER_WITHOUT_MAXIMUM,
  /// The counter has one place for all months of an account.
  COUNTER_WITHOUT_MONTH,
  /// The counter does not raise its base to what the ledger has charged.
  COUNTER_WITHOUT_BASE,
  /// The counter tells each stream of its own use only.
  COUNTER_WITHOUT_OTHERS,
  /// Nobody finds the signal of a change.
  SIGNALS_UNREAD,
  /// The ledger answers a settle that it has already with the end that was asked, not the one it has.
  LEDGER_WITHOUT_READING,
  /// The ledger charges each settle that it is sent, as a bare increment would.
  LEDGER_WITHOUT_IDENTITY
}
