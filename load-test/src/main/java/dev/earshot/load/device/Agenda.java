package dev.earshot.load.device;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Who is due next on one event loop. What is late makes nothing else late: each item says by itself when
/// its next time is.
final class Agenda {
  /// An item that has no next time.
  static final long NEVER = Long.MAX_VALUE;

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(
      Comparator.comparingLong(entry -> entry.dueNanos));

  /// Something with times.
  interface Item {
    /// Does what is due.
    ///
    /// @param now which is not before the time that it was entered with
    /// @return its next time, or [#NEVER]
    long act(long now);
  }

  /// Its entry, which is used again for its next time.
  private static final class Entry {
    private final Item item;
    private long dueNanos;

    private Entry(Item item, long dueNanos) {
      this.item = item;
      this.dueNanos = dueNanos;
    }
  }

  void add(Item item, long dueNanos) {
    entries.add(new Entry(item, dueNanos));
  }

  /// Lets all act that are due.
  ///
  /// @return when the next one is; [#NEVER] where nobody is left
  long run(long now) {
    for (var first = entries.peek(); first != null
        && first.dueNanos <= now; first = entries.peek()) {
      entries.remove();
      first.dueNanos = first.item.act(now);
      if (first.dueNanos != NEVER) {
        entries.add(first);
      }
    }
    return next();
  }

  /// When the next one is due; [#NEVER] where nobody is left.
  long next() {
    var first = entries.peek();
    return first == null ? NEVER : first.dueNanos;
  }

  void clear() {
    entries.clear();
  }
}
