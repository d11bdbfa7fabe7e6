package dev.earshot.load.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Two runs side by side, and what the second is of the first.
///
/// @param warnings why they should not be compared
public record Comparison(List<Row> rows, List<String> warnings) {
  /// One metric of the run, or of a step that both have.
  ///
  /// @param part whose metric it is
  /// @param ratio second to first; null where the first is 0
  public record Row(String part, String metric, double first, double second,
      @Nullable Double ratio) {}

  private static final List<String> SHOWN = List.of("added_latency.p50", "added_latency.p99",
      "added_latency.p999", "added_latency_from_send.p99", "cursor_lag.p99", "first_partial.p99",
      "finalisation.p99", "connect.p99", "cpu_per_stream", "cpu_per_frame", "memory_per_stream",
      "failed", "frames_late", "words_lost", "words_doubled", "words_reordered",
      "pacing_error.p99");

  public Comparison {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /// Of all that both have measured.
  public static Comparison of(Report first, Report second) {
    var rows = new ArrayList<Row>();
    rows("run", first.total(), second.total(), rows);
    for (var step : second.steps()) {
      first.steps()
          .stream()
          .filter(other -> other.name().equals(step.name()) && second.steps().size() > 1)
          .forEach(other -> rows(step.name(), other, step, rows));
    }
    return new Comparison(rows, warnings(first, second));
  }

  private static void rows(String name, Part first, Part second, List<Row> rows) {
    for (var metric : SHOWN) {
      var one = first.metric(metric);
      var two = second.metric(metric);
      if (one != null && two != null) {
        rows.add(new Row(name, metric, one, two, one == 0 ? null : two / one));
      }
    }
  }

  private static List<String> warnings(Report first, Report second) {
    var warnings = new ArrayList<String>();
    first.invalid().forEach(why -> warnings.add("the first run is invalid: " + why));
    second.invalid().forEach(why -> warnings.add("the second run is invalid: " + why));
    if (!first.machine().equals(second.machine())) {
      warnings.add("machine: " + first.machine() + " and " + second.machine());
    }
    first.setup().forEach((name, value) -> {
      var other = second.setup().get(name);
      if (other != null && !other.equals(value) && !name.equals("gateway")) {
        warnings.add(name + ": " + value + " and " + other);
      }
    });
    return warnings;
  }

  /// As a table.
  public void print(PrintWriter out) {
    warnings.forEach(warning -> out.println("! " + warning));
    out.printf(Locale.ROOT, "%-14s %-28s %12s %12s %8s%n", "", "", "first", "second", "ratio");
    for (var row : rows) {
      out.printf(Locale.ROOT, "%-14s %-28s %12s %12s %8s%n", row.part(), row.metric(),
          Terms.number(row.first()), Terms.number(row.second()), row.ratio() == null
              ? ""
              : String.format(Locale.ROOT, "%.2f", row.ratio()));
    }
    out.flush();
  }
}
