package dev.earshot.load.device;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// What the devices of one event loop note, since it was last taken. Lives on that loop.
final class Tally {
  private Map<Measure, Histogram> histograms = Slice.noHistograms();
  private Map<Count, long[]> counts = none();
  private Map<String, Long> endings = new HashMap<>();
  private long fromNanos;
  private int talking;

  /// @param nanos below 0 counts as 0
  void note(Measure measure, long nanos) {
    Objects.requireNonNull(histograms.get(measure)).recordValue(Slice.within(nanos / 1_000));
  }

  void count(Count count) {
    count(count, 1);
  }

  void count(Count count, long many) {
    Objects.requireNonNull(counts.get(count))[0] += many;
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
    counts.forEach((count, number) -> counted.put(count, number[0]));
    var slice = new Slice(fromNanos, now, talking, histograms, counted, endings);
    histograms = Slice.noHistograms();
    counts = none();
    endings = new HashMap<>();
    fromNanos = now;
    return slice;
  }

  /// A number of each that can be changed in its place.
  private static Map<Count, long[]> none() {
    var all = new EnumMap<Count, long[]>(Count.class);
    for (var count : Count.values()) {
      all.put(count, new long[1]);
    }
    return all;
  }
}
