package dev.earshot.load.versus;

import java.util.Collection;

/// What several rounds gave: the middle, and how far they lie apart. All are NaN where no round counts.
record Spread(double median, double least, double most, int rounds) {
  /// Of these values; those that are no numbers do not count.
  static Spread of(Collection<Double> values) {
    var sorted = values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    var middle = sorted.length / 2;
    var median = sorted.length % 2 == 1
        ? sorted[middle]
        : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  boolean isKnown() {
    return rounds > 0;
  }
}
