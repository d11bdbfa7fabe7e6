package dev.earshot.core.usage;

/// Hears of calls to the stores that failed. The stream goes on all the same: no failure of metering
/// ends one.
@FunctionalInterface
public interface UsageFaults {
  /// A call has failed.
  ///
  /// @param what was tried, as a short phrase without names of accounts
  void happened(String what, Throwable why);
}
