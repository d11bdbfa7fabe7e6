package dev.earshot.load.report;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A bound that fails a run which goes beyond it: `added_latency.p99 > 5ms`, `words_lost > 0`, or, as a ratio to
/// another run, `added_latency.p99 > 1.2x`.
///
/// @param metric its name
/// @param isAbove whether more than the bound fails, else less
/// @param isRatio whether the bound is so many times the other run's
public record Threshold(String metric, boolean isAbove, double bound, boolean isRatio) {
  private static final Pattern FORM = Pattern.compile(
      "\\s*([a-z0-9_]+(?:\\.[a-z0-9]+)?)\\s*([<>])\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|x|)\\s*");
  private static final double MS_PER_S = 1_000;

  /// Reads a rule such as `added_latency.p99 > 5ms`.
  ///
  /// @throws IllegalArgumentException for anything else
  public static Threshold parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("fail-if: " + text
          + " (expected: METRIC > NUMBER with ms or s, or a ratio with x, as added_latency.p99 > 1.2x)");
    }
    var metric = form.group(1);
    if (!Part.metrics().contains(metric)) {
      throw new IllegalArgumentException(
          "fail-if: " + metric + " (expected: one of " + String.join(", ", Part.metrics()) + ")");
    }
    var unit = form.group(4);
    var isTime = metric.contains(".");
    if (!unit.equals("x") && isTime == unit.isEmpty()) {
      throw new IllegalArgumentException("fail-if: " + text.strip() + " (expected: "
          + (isTime ? "ms or s, or x for a ratio" : "no unit, or x for a ratio") + ")");
    }
    var number = Double.parseDouble(form.group(3));
    return new Threshold(metric, form.group(2).equals(">"),
        unit.equals("s") ? number * MS_PER_S : number, unit.equals("x"));
  }

  /// Why this run fails; null where it does not.
  ///
  /// @param other run, for a ratio
  /// @throws IllegalArgumentException where a ratio has no other run
  public @Nullable String broken(Part run, @Nullable Part other) {
    var value = run.metric(metric);
    if (value == null) {
      return metric + ": not measured (expected: " + expected(bound, "") + ")";
    }
    if (!isRatio) {
      return isBeyond(value, bound)
          ? text(metric, value) + " (expected: " + expected(bound, "") + ")"
          : null;
    }
    if (other == null) {
      throw new IllegalArgumentException("baseline: missing (expected: a report for " + metric
          + " to be compared with)");
    }
    var base = other.metric(metric);
    if (base == null) {
      return metric + ": not measured in the baseline (expected: measured)";
    }
    return isBeyond(value, bound * base)
        ? text(metric, value) + " against " + number(base) + " (expected: " + expected(bound, "x")
            + ")"
        : null;
  }

  private boolean isBeyond(double value, double limit) {
    return isAbove ? value > limit : value < limit;
  }

  private String expected(double limit, String unit) {
    return (isAbove ? "<= " : ">= ") + number(limit) + unit;
  }

  private static String text(String metric, double value) {
    return metric + ": " + number(value);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
