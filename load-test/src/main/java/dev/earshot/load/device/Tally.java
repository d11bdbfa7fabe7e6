package dev.earshot.load.device;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// What the devices of one event loop note, since it was last taken. Lives on that loop.
final class Tally {
  private Map<Measure, Histogram> histograms = Slice.noHistograms();
  private long[] counts = new long[Count.values().length];
  private Map<String, Long> endings = new HashMap<>();
  private long fromNanos;
  private int talking;

  /// @param nanos below 0 counts as 0
  void note(Measure measure, long nanos) {
    Objects.requireNonNull(histograms.get(measure)).recordValue(Slice.within(nanos / 1_000));
  }

  void count(Count count) {
    counts[count.ordinal()]++;
  }

  void count(Count count, long many) {
    counts[count.ordinal()] += many;
  }

  void end(String how) {
    endings.merge(how, 1L, Long::sum);
  }

  void talks(boolean begins) {
    talking += begins ? 1 : -1;
  }

  /// All of it; then it begins anew.
  Slice take(long now) {
    var counted = new EnumMap<Count, Long>(Count.class);
    for (var count : Count.values()) {
      counted.put(count, counts[count.ordinal()]);
    }
    var slice = new Slice(fromNanos, now, talking, histograms, counted, endings);
    histograms = Slice.noHistograms();
    counts = new long[counts.length];
    endings = new HashMap<>();
    fromNanos = now;
    return slice;
  }
}
