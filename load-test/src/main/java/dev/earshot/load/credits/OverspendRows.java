package dev.earshot.load.credits;

import dev.earshot.testkit.simulation.OverspendStudy;
import java.io.PrintWriter;
import java.util.Locale;

/// What streams of one account use beyond its grant, simulated: by the seed system's rule and by the real
/// books of our instances, the worst of some draws.
final class OverspendRows {
  private static final long SEED = 20_261_115;
  private static final int RUNS = 3;
  private static final int MANY = 10;

  private final Table table;
  private final PrintWriter out;

  OverspendRows(Table table, PrintWriter out) {
    this.table = table;
    this.out = out;
  }

  /// To be asked while nothing else runs: the study takes the place of every scheduler of this process.
  void all() {
    var rows = new OverspendStudy(SEED, RUNS).rows();
    rows.forEach(row -> out.printf(Locale.ROOT, "%s%n", row));
    var seed = rows.getFirst();
    for (var row : rows.subList(1, rows.size())) {
      table.add(
          "overspend at pace 1.0, simulated: " + row.rule() + ", " + row.streams() + " on "
              + row.instances(),
          "s", row.streams() == MANY ? seed.worstSeconds() : null, row.worstSeconds(),
          row.boundSeconds(), row.boundSeconds());
    }
  }
}
