package dev.earshot.core.relay;

import dev.earshot.core.recogniser.Tariff;

/// Hears what engines are given and will want to be paid for: the second ledger, beside what clients are
/// charged. Called for every window, by several threads; may not block.
@FunctionalInterface
public interface Costs {
  /// Nobody keeps account.
  Costs NONE = (engine, tariff, ms) -> {};

  /// So much is due to this engine by its tariff: of sound, or of time that a leg was open. Nothing is told
  /// of engines that cost nothing.
  void due(String engine, Tariff tariff, long ms);
}
