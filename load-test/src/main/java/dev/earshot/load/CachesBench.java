package dev.earshot.load;

import java.io.PrintWriter;
import java.util.List;

/// All figures of the caches, one after the other.
final class CachesBench {
  private final List<CacheRows> rows;

  CachesBench(List<CacheRows> rows) {
    this.rows = List.copyOf(rows);
  }

  /// The figures of docs/benchmarks.md.
  ///
  /// @param gets of each value that are measured
  static CachesBench usual(int gets) {
    return new CachesBench(List.of(new WarmGets(gets), new SharedLoads()));
  }

  Figures run(PrintWriter out) {
    var figures = new Figures();
    rows.forEach(row -> row.measure(figures, out));
    return figures;
  }
}
