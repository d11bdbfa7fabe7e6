package dev.earshot.load;

import java.util.List;

/// How much something that is looked at again and again becomes more.
public final class Rise {
  private static final double MS_A_MINUTE = 60_000;
  private static final int LEAST_POINTS = 3;

  private Rise() {}

  /// What a look has found.
  ///
  /// @param atMs since the beginning
  public record Point(long atMs, double value) {
    private double minute() {
      return atMs / MS_A_MINUTE;
    }
  }

  /// A minute, over the last two thirds of the time: the slope of the straight line with the least squares.
  /// NaN for fewer than three looks.
  public static double perMinute(List<Point> points) {
    if (points.isEmpty()) {
      return Double.NaN;
    }
    var from = points.getLast().atMs() / 3;
    var late = points.stream().filter(point -> point.atMs() >= from).toList();
    if (late.size() < LEAST_POINTS) {
      return Double.NaN;
    }
    var meanAt = late.stream().mapToDouble(Point::minute).average().orElseThrow();
    var mean = late.stream().mapToDouble(Point::value).average().orElseThrow();
    var above = late.stream()
        .mapToDouble(point -> (point.minute() - meanAt) * (point.value() - mean))
        .sum();
    var below = late.stream().mapToDouble(point -> Math.pow(point.minute() - meanAt, 2)).sum();
    return above / below;
  }
}
