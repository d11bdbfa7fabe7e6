package dev.earshot.load;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// What a day reads without copies and with them, path by path.
///
/// @param title of the day
record DayTable(String title, List<Line> lines) {
  DayTable {
    lines = List.copyOf(lines);
  }

  /// One path.
  ///
  /// @param without copies, documents
  /// @param with copies, documents
  /// @param bound by how many percent it must change at least, below zero; infinite where nothing is claimed
  record Line(String path, long without, long with, double bound) {
    /// What is told beside the others.
    static Line note(String path, long without, long with) {
      return new Line(path, without, with, Double.POSITIVE_INFINITY);
    }

    boolean isBounded() {
      return bound < 0;
    }

    /// In percent, below zero where there are fewer.
    double change() {
      return 100.0 * (with - without) / without;
    }

    private String row() {
      return String.format(Locale.ROOT, "| %-32s | %,14d | %,11d | %9s | %8s | %s", path, without,
          with, without == 0 ? "" : String.format(Locale.ROOT, "%.2f %%", change()),
          isBounded() ? String.format(Locale.ROOT, "%.1f %%", bound) : "", held());
    }

    private String held() {
      if (!isBounded()) {
        return "";
      }
      return change() <= bound ? "yes" : "NO";
    }
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "| %-32s | %14s | %11s | %9s | %8s | %s%n", title, "without copies",
        "with", "change", "bound", "held");
    lines.forEach(line -> out.println(line.row()));
  }

  /// The same as figures, of which those with a bound are held or not.
  void addTo(Figures figures) {
    for (var line : lines) {
      var name = title + ", " + line.path();
      figures.note(name + ", documents", "", (double) line.without());
      figures.note(name + ", with copies", "", (double) line.with());
      if (line.isBounded()) {
        figures.add(name + ", change", "%", line.bound(), List.of(line.change()));
      }
    }
  }
}
