package dev.earshot.core.recogniser;

/// What a recogniser is paid for. What it costs is a ledger of its own, beside what clients are charged:
/// sound that is sent again to another recogniser is paid for again and charged once.
public enum Tariff {
  /// Nothing: it is of this house.
  NOTHING,
  /// The sound that was sent to it.
  SOUND,
  /// The time that its connections were open, with sound or without.
  OPEN_TIME
}
