package dev.earshot.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What streams have said last, until the counter has heard it: of at most 10,000 streams, the oldest goes
/// first, and for at most ten minutes. What is let go, the account's total lacks until the ledger is
/// read again.
///
/// Safe for use by several threads.
final class LastCounts {
  private static final int MOST = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  /// One stream's counts when it ended; told from others by what it is, not by what it says.
  static final class Last {
    private final List<Count> counts;
    private final Instant at;

    private Last(List<Count> counts, Instant at) {
      this.counts = counts;
      this.at = at;
    }

    List<Count> counts() {
      return counts;
    }
  }

  private final SequencedSet<Last> kept = new LinkedHashSet<>();

  synchronized Last keep(List<Count> counts, Instant now) {
    var last = new Last(counts, now);
    kept.add(last);
    if (kept.size() > MOST) {
      kept.removeFirst();
    }
    return last;
  }

  /// All that the counter has not heard yet, the oldest first.
  synchronized List<Last> unheard(Instant now) {
    kept.removeIf(last -> !now.isBefore(last.at.plus(KEPT)));
    return new ArrayList<>(kept);
  }

  /// How many streams' last counts are kept.
  synchronized int size() {
    return kept.size();
  }

  synchronized void heard(Collection<Last> told) {
    told.forEach(kept::remove);
  }
}
