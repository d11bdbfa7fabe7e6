package dev.earshot.core.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a stream's meter stands at one moment.
///
/// @param number of this standing: the same as long as nothing changes, above that of every earlier one, 1
///     or more
/// @param before what the month before still owes; null where it owes nothing
/// @param running what is used of the month that runs
record Standing(long number, @Nullable Reading before, Reading running) {
  List<Reading> readings() {
    return before == null ? List.of(running) : List.of(before, running);
  }

  /// Whether nothing is used and nothing owed.
  boolean isNothing() {
    return before == null && running.usedMs() == running.fromMs();
  }
}
