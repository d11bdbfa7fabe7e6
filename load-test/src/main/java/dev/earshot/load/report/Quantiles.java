package dev.earshot.load.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// A distribution of times, in milliseconds.
///
/// @param n how many were measured, at least one
/// @param curve from the least to the most, finer towards the most
/// @param bars how many lie in which tenth of a decade or so
public record Quantiles(long n, double mean, double p50, double p90, double p99, double p999,
    double max, List<Point> curve, List<Bar> bars) {
  private static final double[] HUNDREDS = {0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99,
      99.999};
  private static final int BARS_PER_DECADE = 8;

  /// A share of the measured times, and what they are at most.
  ///
  /// @param percentile 0..100
  public record Point(double percentile, double ms) {}

  /// Times from here to there.
  public record Bar(double fromMs, double toMs, long n) {}

  public Quantiles {
    curve = List.copyOf(curve);
    bars = List.copyOf(bars);
  }

  /// @param micros with at least one value
  static Quantiles of(Histogram micros) {
    return new Quantiles(micros.getTotalCount(), micros.getMean() / 1e3, at(micros, 50),
        at(micros, 90), at(micros, 99), at(micros, 99.9), micros.getMaxValue() / 1e3,
        curve(micros), bars(micros));
  }

  private static double at(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  private static List<Point> curve(Histogram micros) {
    var curve = new ArrayList<Point>();
    for (var percentile : HUNDREDS) {
      // behind the last that so many values can tell there is only the most
      if (percentile < 99 || micros.getTotalCount() * (100 - percentile) >= 100 - 1e-6) {
        curve.add(new Point(percentile, at(micros, percentile)));
      }
    }
    curve.add(new Point(100, micros.getMaxValue() / 1e3));
    return curve;
  }

  private static List<Bar> bars(Histogram micros) {
    var bars = new ArrayList<Bar>();
    var last = Math.max(1, micros.getMaxValue());
    var from = 0d;
    for (var i = 0; from <= last; i++) {
      var to = Math.pow(10, (i + 1d) / BARS_PER_DECADE);
      var low = (long) Math.ceil(from);
      var high = (long) Math.ceil(to) - 1;
      if (high >= low && low <= last) {
        var n = micros.getCountBetweenValues(low, Math.min(high, last));
        if (n > 0 || !bars.isEmpty()) {
          bars.add(new Bar(from / 1e3, to / 1e3, n));
        }
      }
      from = to;
    }
    return bars;
  }
}
