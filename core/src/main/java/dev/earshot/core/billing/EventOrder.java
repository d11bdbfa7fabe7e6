package dev.earshot.core.billing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/// Which of two things that are said of one subscription counts: the later one, and that is the same
/// one in whichever order they come.
///
/// The service dates its events to the second. Within one, the higher rank counts, and of one rank the
/// greater tie: any rule would do, as long as it is everybody's.
///
/// @param at when the event happened, to the millisecond
/// @param rank 0 to 9
/// @param tie 1 to 255 letters, digits, `_` and `-`, compared byte by byte
public record EventOrder(Instant at, int rank, String tie) implements Comparable<EventOrder> {
  private static final Comparator<EventOrder> LATER = Comparator.comparing(EventOrder::at)
      .thenComparingInt(EventOrder::rank)
      .thenComparing(EventOrder::tie);
  private static final int HIGHEST = 9;

  public EventOrder {
    var _ = BillingId.checked("tie", tie);
    if (rank < 0 || rank > HIGHEST) {
      throw new IllegalArgumentException("rank: " + rank + " (expected: 0.." + HIGHEST + ")");
    }
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public int compareTo(EventOrder other) {
    return LATER.compare(this, other);
  }

  public boolean isAfter(EventOrder other) {
    return compareTo(other) > 0;
  }
}
