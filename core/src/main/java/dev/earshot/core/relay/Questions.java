package dev.earshot.core.relay;

import java.util.ArrayDeque;
import java.util.Queue;

/// The client's wishes to hear words now that wait for an answer, oldest first. Not safe for use by several
/// threads.
final class Questions {
  private final Queue<Long> askedAtMs = new ArrayDeque<>();

  void asked(long nowMs) {
    askedAtMs.add(nowMs);
  }

  /// The oldest is answered.
  ///
  /// @return whether there was one
  boolean answered() {
    return askedAtMs.poll() != null;
  }

  /// How many were asked until this moment and wait; they are answered now.
  int late(long untilMs) {
    var count = 0;
    while (!askedAtMs.isEmpty() && askedAtMs.peek() <= untilMs) {
      askedAtMs.remove();
      count++;
    }
    return count;
  }
}
