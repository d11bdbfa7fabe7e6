package dev.earshot.core.integration;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// Where a line that has something to deliver is on its way. On the dispatcher's thread only.
final class Turn {
  private final Line line;
  /// What came since it began to wait for others.
  private int fresh;
  private @Nullable Disposable lingering;
  private boolean more;
  private int failures;
  private @Nullable Destination destination;
  private long lookedUpMs;

  Turn(Line line) {
    this.line = line;
  }

  Line line() {
    return line;
  }

  /// It waits for others to come along.
  ///
  /// @param timer ends the wait
  void linger(int entries, Disposable timer) {
    fresh = entries;
    lingering = timer;
  }

  /// So many more came.
  ///
  /// @return whether it has waited long enough
  boolean came(int entries, int enough) {
    more = true;
    fresh += entries;
    return lingering != null && fresh >= enough;
  }

  /// It is on its way.
  void leaves() {
    if (lingering != null) {
      lingering.dispose();
      lingering = null;
    }
    more = false;
  }

  /// Whether something came since it left.
  boolean hasMore() {
    return more;
  }

  void goesTo(Destination there, long nowMs) {
    destination = there;
    lookedUpMs = nowMs;
  }

  /// Where it goes; null where that was asked longer ago than this.
  @Nullable
  Destination destination(long nowMs, long memoryMs) {
    return nowMs - lookedUpMs > memoryMs ? null : destination;
  }

  void succeeded() {
    failures = 0;
  }

  /// How often in a row that is.
  int failed() {
    return ++failures;
  }
}
