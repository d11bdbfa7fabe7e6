package dev.earshot.load.report;

/// What was charged for the sound that was sent.
///
/// @param sentMs of all streams
/// @param chargedMs to the account, as its ledger says
public record Metering(long sentMs, long chargedMs) {
  /// Charged beyond what was sent; below 0 for less.
  public long errorMs() {
    return chargedMs - sentMs;
  }
}
