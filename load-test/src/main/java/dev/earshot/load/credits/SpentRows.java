package dev.earshot.load.credits;

import java.io.PrintWriter;
import java.util.Locale;

/// What streams use beyond what is left when all of them want more than that, on the stores themselves.
/// A second of sound comes at once, so what a stream may use on until it hears of the others is counted in
/// full.
final class SpentRows {
  private static final int WITHIN_S = 60;
  private static final long TALK_S = 600;
  private static final double WINDOW_S = 0.1;

  private final Stage stage;
  private final Table table;
  private final PrintWriter out;

  SpentRows(Stage stage, Table table, PrintWriter out) {
    this.stage = stage;
    this.table = table;
    this.out = out;
  }

  void all() {
    table.add("overspend on these stores, 10 streams, 2 instances", "s", null, over(10), 600, 10);
    table.add("overspend on these stores, 1 stream", "s", null, over(1), WINDOW_S, WINDOW_S);
  }

  /// Half of what they want is left.
  private double over(int streams) {
    var account = "spent-" + streams;
    var leftMs = streams * TALK_S * 1_000 / 2;
    stage.account(account, leftMs);
    try (var crew = stage.crew(streams == 1 ? 1 : 2)) {
      var random = stage.random();
      for (var i = 0; i < streams; i++) {
        crew.openAt(random.nextInt(WITHIN_S), i, account, TALK_S);
      }
      crew.stepToTheEnd(TALK_S + 2 * WITHIN_S);
      var counts = crew.counts();
      var over = (stage.audit(account, counts) - leftMs) / 1e3;
      out.printf(Locale.ROOT, "%s: %.3f s over, %s faults %s%n", account, over, counts.documents(),
          counts.faults());
      return over;
    }
  }
}
