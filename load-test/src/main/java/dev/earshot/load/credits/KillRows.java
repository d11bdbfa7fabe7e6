package dev.earshot.load.credits;

import dev.earshot.testkit.simulation.KillStudy;
import java.io.PrintWriter;
import java.util.Locale;

/// What a stream loses of its use when its instance is killed, simulated with the real books, the worst of
/// many kills.
final class KillRows {
  private static final long SEED = 20_261_115;
  private static final int RUNS = 20;
  /// Its tick: what came since the last one is in no book.
  private static final double SEED_SYSTEM_S = 60;

  private final Table table;
  private final PrintWriter out;

  KillRows(Table table, PrintWriter out) {
    this.table = table;
    this.out = out;
  }

  /// To be asked while nothing else runs: the study takes the place of every scheduler of this process.
  void all() {
    for (var row : new KillStudy(SEED, RUNS).rows()) {
      out.printf(Locale.ROOT, "%s%n", row);
      table.add("lost by kill -9, simulated: " + left(row), "s", SEED_SYSTEM_S,
          row.worstSeconds(), row.boundSeconds(), row.boundSeconds());
    }
  }

  private static String left(KillStudy.Row row) {
    return switch (row.left()) {
      case DISK -> "disk left, Redis emptied";
      case COUNTER -> "disk gone, Redis alive";
      case NEITHER -> "both gone";
    };
  }
}
