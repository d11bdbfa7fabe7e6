package dev.earshot.load;

import java.io.PrintWriter;
import java.util.List;

/// All figures of the caches, one after the other.
final class CachesBench {
  /// A list of apps is put together anew each time.
  private static final int SHARE = 20;

  private final List<CacheRows> rows;

  CachesBench(List<CacheRows> rows) {
    this.rows = List.copyOf(rows);
  }

  /// The figures of docs/benchmarks.md.
  ///
  /// @param gets of each value that are measured
  static CachesBench usual(int gets) {
    return new CachesBench(List.of(new WarmGets(gets), new SharedLoads(),
        new AppGets(Math.max(1, gets / SHARE)), new TesterRemoval(), DayReads.usual()));
  }

  Figures run(PrintWriter out) {
    var figures = new Figures();
    rows.forEach(row -> row.measure(figures, out));
    return figures;
  }
}
