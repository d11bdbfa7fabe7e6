package dev.earshot.load.device;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What was noted in a span of time.
///
/// @param fromNanos since the round began
/// @param toNanos since the round began
/// @param talking streams that were sending at its end
/// @param histograms of each measure, in microseconds, three digits exact
/// @param endings how streams ended or failed, and how many
public record Slice(long fromNanos, long toNanos, int talking, Map<Measure, Histogram> histograms,
    Map<Count, Long> counts, Map<String, Long> endings) {
  private static final long MOST_MICROS = 3_600_000_000L;

  public Slice {
    histograms = Collections.unmodifiableMap(new EnumMap<>(histograms));
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    endings = Collections.unmodifiableMap(new TreeMap<>(endings));
  }

  /// Nothing, at this time.
  public static Slice empty(long atNanos) {
    return new Slice(atNanos, atNanos, 0, noHistograms(), noCounts(), Map.of());
  }

  /// This and the next one as one: of what goes on at the same time on several loops, or one after the other.
  ///
  /// @param together whether both are of the same time, so that streams add up
  Slice plus(Slice next, boolean together) {
    var sums = new EnumMap<Measure, Histogram>(Measure.class);
    for (var measure : Measure.values()) {
      var sum = histogram(measure).copy();
      sum.add(next.histogram(measure));
      sums.put(measure, sum);
    }
    var counted = new EnumMap<Count, Long>(Count.class);
    for (var count : Count.values()) {
      counted.put(count, count(count) + next.count(count));
    }
    var ended = new TreeMap<>(endings);
    next.endings.forEach((ending, times) -> ended.merge(ending, times, Long::sum));
    return new Slice(Math.min(fromNanos, next.fromNanos), Math.max(toNanos, next.toNanos),
        together ? talking + next.talking : next.talking, sums, counted, ended);
  }

  /// This and what came behind it.
  public Slice then(Slice next) {
    return plus(next, false);
  }

  /// What counts of it where streams were still coming, or the gateway was warming up: everything but the times
  /// that are noted steadily.
  public Slice unsettled() {
    var kept = noHistograms();
    for (var measure : Measure.values()) {
      if (!measure.isSteady()) {
        kept.put(measure, histogram(measure));
      }
    }
    return new Slice(fromNanos, toNanos, talking, kept, counts, endings);
  }

  /// Of this measure; not to be changed.
  public Histogram histogram(Measure measure) {
    return Objects.requireNonNull(histograms.get(measure));
  }

  public long count(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /// Streams among those that failed which were told to the last that there is no room.
  public long turnedAway() {
    return endings.getOrDefault("refused: 503", 0L) + endings.getOrDefault("refused: 429", 0L);
  }

  /// A quantile in milliseconds; NaN where nothing was measured.
  public double millis(Measure measure, double percentile) {
    var histogram = histogram(measure);
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percentile) / 1e3;
  }

  /// How long it was.
  public double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }

  static Map<Measure, Histogram> noHistograms() {
    var none = new EnumMap<Measure, Histogram>(Measure.class);
    for (var measure : Measure.values()) {
      none.put(measure, histogram());
    }
    return none;
  }

  /// Grows to what is noted in it: most of them stay small.
  private static Histogram histogram() {
    var histogram = new Histogram(1, 2, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  static Map<Count, Long> noCounts() {
    return new EnumMap<>(Count.class);
  }

  static long within(long micros) {
    return Math.clamp(micros, 0, MOST_MICROS);
  }
}
