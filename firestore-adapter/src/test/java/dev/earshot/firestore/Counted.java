package dev.earshot.firestore;

import java.util.EnumMap;
import java.util.Map;

/// How often each operation was sent since somebody last asked.
final class Counted implements DocumentOperations {
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  @Override
  public synchronized void sent(Kind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /// Asks, and begins anew.
  synchronized Map<Kind, Integer> take() {
    var taken = new EnumMap<>(counts);
    counts.clear();
    return taken;
  }
}
