package dev.earshot.load;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was measured: a name, its bound where it has one, and the values of which median and extremes are shown.
public final class Figures {
  private final List<Figure> figures = new ArrayList<>();

  /// One line of the table.
  ///
  /// @param bound which no value may exceed
  record Figure(String name, String unit, double bound, List<Double> values) {
    double median() {
      return values.stream().sorted().toList().get(values.size() / 2);
    }

    double least() {
      return values.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    }

    double most() {
      return values.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    }

    boolean holds() {
      return most() <= bound;
    }

    boolean isBounded() {
      return bound < Double.POSITIVE_INFINITY;
    }
  }

  /// Adds a line; where there are no values, none.
  ///
  /// @param bound which no value may exceed
  public void add(String name, String unit, double bound, List<Double> values) {
    if (!values.isEmpty()) {
      figures.add(new Figure(name, unit, bound, List.copyOf(values)));
    }
  }

  /// What is told beside the figures, without a bound.
  public void note(String name, String unit, double value) {
    add(name, unit, Double.POSITIVE_INFINITY, List.of(value));
  }

  /// The same of what was counted.
  public void note(String name, String unit, long value) {
    note(name, unit, (double) value);
  }

  /// As a table.
  public void print(PrintWriter out) {
    out.printf(Locale.ROOT, "| %-58s | %6s | %8s | %8s | %8s | %4s | %s%n", "figure", "bound",
        "median", "least", "most", "n", "held");
    for (var f : figures) {
      out.printf(Locale.ROOT, "| %-58s | %6s | %8.1f | %8.1f | %8.1f | %4d | %s%n",
          f.name() + (f.unit().isEmpty() ? "" : ", " + f.unit()),
          f.isBounded() ? String.format(Locale.ROOT, "%.1f", f.bound()) : "", f.median(),
          f.least(), f.most(), f.values().size(), held(f));
    }
  }

  private static String held(Figure figure) {
    if (!figure.isBounded()) {
      return "";
    }
    return figure.holds() ? "yes" : "NO";
  }

  /// The same as one JSON object by name; what has no bound has the bound null.
  public String json() {
    var json = new StringBuilder("{");
    for (var f : figures) {
      json.append(json.length() == 1 ? "" : ",")
          .append(String.format(Locale.ROOT,
              "\"%s\":{\"unit\":\"%s\",\"bound\":%s,\"median\":%.2f,\"least\":%.2f,\"most\":%.2f,"
                  + "\"n\":%d,\"held\":%b}",
              f.name(), f.unit(),
              f.isBounded() ? String.format(Locale.ROOT, "%.1f", f.bound()) : "null", f.median(),
              f.least(), f.most(), f.values().size(),
              f.holds()));
    }
    return json.append("}").toString();
  }

  /// Whether every bound was held.
  public boolean hold() {
    return figures.stream().allMatch(Figure::holds);
  }
}
