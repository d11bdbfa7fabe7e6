package dev.earshot.core.relay;

import java.util.HashMap;
import java.util.Map;

/// Credentials that were refused: a wrong key or a spent quota is the account's, so every place that is shown
/// the same key waits. After five minutes, then after twice as long up to an hour, one stream asks again.
///
/// Safe for use by several threads.
final class Quarantine {
  private static final long SHORTEST_MS = 300_000;
  private static final long LONGEST_MS = 3_600_000;

  private final Map<String, Term> terms = new HashMap<>();

  private record Term(long untilMs, long lengthMs) {}

  synchronized void refused(String credential, long nowMs) {
    var before = terms.get(credential);
    if (before != null && nowMs < before.untilMs()) {
      return; // it was told by another stream
    }
    var length = before == null ? SHORTEST_MS : Math.min(LONGEST_MS, before.lengthMs() * 2);
    terms.put(credential, new Term(nowMs + length, length));
  }

  /// For how long; 0 where it may be shown.
  synchronized long leftMs(String credential, long nowMs) {
    var term = terms.get(credential);
    return term == null ? 0 : Math.max(0, term.untilMs() - nowMs);
  }

  /// It was taken, or somebody says that it is mended.
  synchronized void accepted(String credential) {
    terms.remove(credential);
  }
}
