package dev.earshot.load.credits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The seed system's figures beside ours, what ours must not exceed, and what they should not.
final class Table {
  private final List<Row> rows = new ArrayList<>();

  /// One line.
  ///
  /// @param seed null where it has none
  /// @param gate null where nothing is promised
  /// @param goal null where nothing better is hoped for
  record Row(String figure, String unit, @Nullable Double seed, double ours,
      @Nullable Double gate, @Nullable Double goal) {
    boolean holds() {
      return gate == null || ours <= gate;
    }

    private Map<String, @Nullable Object> fields() {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      fields.put("unit", unit);
      fields.put("seed", seed);
      fields.put("ours", ours);
      fields.put("gate", gate);
      fields.put("goal", goal);
      fields.put("held", holds());
      return fields;
    }
  }

  void add(Row row) {
    rows.add(row);
  }

  /// A figure that must not exceed its gate.
  void add(String figure, String unit, @Nullable Double seed, double ours, double gate,
      double goal) {
    add(new Row(figure, unit, seed, ours, gate, goal));
  }

  /// What is told beside the figures.
  void note(String figure, String unit, @Nullable Double seed, double ours) {
    add(new Row(figure, unit, seed, ours, null, null));
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "| %-74s | %9s | %9s | %6s | %6s | %s%n", "figure", "seed", "ours",
        "gate", "goal", "held");
    for (var row : rows) {
      out.printf(Locale.ROOT, "| %-74s | %9s | %9s | %6s | %6s | %s%n",
          row.figure() + (row.unit().isEmpty() ? "" : ", " + row.unit()), text(row.seed()),
          text(row.ours()), text(row.gate()), text(row.goal()), held(row));
    }
  }

  /// The same as one JSON object by figure.
  String json() {
    var all = new LinkedHashMap<String, Object>();
    rows.forEach(row -> all.put(row.figure(), row.fields()));
    try {
      return new ObjectMapper().writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean holds() {
    return rows.stream().allMatch(Row::holds);
  }

  private static String held(Row row) {
    if (row.gate() == null) {
      return "";
    }
    return row.holds() ? "yes" : "NO";
  }

  private static String text(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", value.longValue())
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}
