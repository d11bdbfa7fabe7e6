package dev.earshot.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Where a value lies between two ends, evenly or by its logarithm.
///
/// @param to greater than `from`
/// @param isLog by the logarithm: both ends are positive
record Scale(double from, double to, boolean isLog) {
  private static final int TICKS = 5;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};
  private static final double[] TENTHS = {1, 2, 5};

  Scale {
    if (!(to > from) || (isLog && !(from > 0))) {
      throw new IllegalArgumentException("scale: " + from + ".." + to + " (expected: from < to)");
    }
  }

  /// From 0 to a round number that is not below any of these.
  static Scale fromZero(DoubleStream values) {
    var most = values.max().orElse(1);
    var step = step(Math.max(most, 1e-9) / TICKS);
    return new Scale(0, Math.max(step, Math.ceil(most / step - 1e-9) * step), false);
  }

  /// Whole decades, or halves of them, around these; of what is not positive nothing is seen.
  static Scale ofDecades(DoubleStream values) {
    var positive = values.filter(value -> value > 0).summaryStatistics();
    if (positive.getCount() == 0) {
      return new Scale(0.1, 10, true);
    }
    var from = Math.pow(10, Math.floor(Math.log10(positive.getMin()) + 1e-9));
    var to = Math.pow(10, Math.ceil(Math.log10(positive.getMax()) - 1e-9));
    return new Scale(from, to > from ? to : from * 10, true);
  }

  /// 0..1 within the ends; what lies beyond them lies on them.
  double place(double value) {
    var place = isLog
        ? (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from))
        : (value - from) / (to - from);
    return Math.clamp(place, 0, 1);
  }

  /// Values at which lines are drawn.
  List<Double> ticks() {
    return isLog ? decades() : even();
  }

  private List<Double> even() {
    var step = step((to - from) / TICKS);
    var ticks = new ArrayList<Double>();
    for (var i = (long) Math.ceil(from / step - 1e-9); i * step <= to * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> decades() {
    var decades = Math.log10(to / from);
    var ticks = new ArrayList<Double>();
    for (var power = (int) Math.floor(Math.log10(from) + 1e-9); power <= Math.log10(to)
        + 1e-9; power++) {
      for (var tenth : TENTHS) {
        var tick = tenth * Math.pow(10, power);
        if (tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9) && (tenth == 1 || decades < 2.5)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /// The least round number that is not below this.
  private static double step(double least) {
    var power = Math.pow(10, Math.floor(Math.log10(least)));
    for (var round : STEPS) {
      if (round * power >= least * (1 - 1e-9)) {
        return round * power;
      }
    }
    return 10 * power;
  }
}
