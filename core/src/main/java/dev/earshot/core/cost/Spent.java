package dev.earshot.core.cost;

/// What one recogniser was given in a month, by all runs that this ledger knows.
///
/// @param engine as the configuration names it
/// @param soundMs of sound that was sent to it
/// @param openMs for which its legs were open
public record Spent(String engine, long soundMs, long openMs) {
  /// Nothing yet.
  public static Spent nothing(String engine) {
    return new Spent(engine, 0, 0);
  }
}
