package dev.earshot.load.credits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an instance has asked of its stores, and what came of it.
///
/// @param documents operations sent to Firestore, by kind
/// @param roundTrips to Redis
/// @param pushes that were heard
/// @param faults calls that failed, by what was tried
/// @param streams those that ended and those that are open
record Counts(Map<String, Long> documents, long roundTrips, long pushes,
    Map<String, Long> faults, List<Seen> streams) {
  static final Counts NONE = new Counts(Map.of(), 0, 0, Map.of(), List.of());

  Counts plus(Counts other) {
    var all = new ArrayList<>(streams);
    all.addAll(other.streams);
    return new Counts(sum(documents, other.documents), roundTrips + other.roundTrips,
        pushes + other.pushes, sum(faults, other.faults), all);
  }

  long sent(String... kinds) {
    return List.of(kinds).stream().mapToLong(kind -> documents.getOrDefault(kind, 0L)).sum();
  }

  /// Of credit: the months' documents, and a settle's where another came first.
  long reads() {
    return sent("MONTH_READ", "SETTLE_READ");
  }

  /// Of use: a settle is three.
  long writes() {
    return sent("SETTLE_CREATE", "MONTH_UPDATE", "HOUR_MERGE");
  }

  long billedMs() {
    return streams.stream().mapToLong(Seen::billedMs).sum();
  }

  long failed() {
    return faults.values().stream().mapToLong(many -> many).sum();
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    var sum = new HashMap<>(one);
    other.forEach((name, many) -> sum.merge(name, many, Long::sum));
    return sum;
  }
}
