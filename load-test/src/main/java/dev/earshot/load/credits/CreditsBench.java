package dev.earshot.load.credits;

import java.io.PrintWriter;
import java.util.Set;

/// All figures of credit, one scene after the other.
final class CreditsBench {
  private final long trembleMs;
  private final PrintWriter out;

  /// @param trembleMs by how much our clocks' seconds are early or late
  /// @param out hears of each scene as it ends
  CreditsBench(long trembleMs, PrintWriter out) {
    this.trembleMs = trembleMs;
    this.out = out;
  }

  /// What can be measured by itself.
  enum Part {
    ACTIVE, EXHAUSTED, SPENT, CHANGES, REPORTS, OVERSPEND, KILLS
  }

  /// Measures; minutes.
  Table run(Set<Part> parts) {
    var table = new Table();
    try (var scratch = Scratch.open(); var stage = new Stage(scratch.path(), trembleMs)) {
      run(parts, stage, table);
    }
    if (parts.contains(Part.OVERSPEND)) {
      new OverspendRows(table, out).all();
    }
    if (parts.contains(Part.KILLS)) {
      new KillRows(table, out).all();
    }
    return table;
  }

  private void run(Set<Part> parts, Stage stage, Table table) {
    var hours = new HourRows(stage, table, out);
    if (parts.contains(Part.ACTIVE)) {
      hours.active(1);
      hours.active(10);
      hours.activeWithoutRedis(10);
    }
    if (parts.contains(Part.EXHAUSTED)) {
      hours.exhausted(1);
      hours.exhausted(10);
    }
    if (parts.contains(Part.SPENT)) {
      new SpentRows(stage, table, out).all();
    }
    if (parts.contains(Part.CHANGES)) {
      new ChangeRows(stage, table, out).all();
    }
    if (parts.contains(Part.REPORTS)) {
      new ReportRows(stage, table, out).all(hours.seedTripsPerTick());
    }
    if (stage.billedMs() > 0) {
      books(stage, table);
    }
  }

  private static void books(Stage stage, Table table) {
    table.add("ms counted twice, or lost: worst scene", "", null,
        (double) stage.worstDifferenceMs(), 0, 0);
    table.note("... billed by the meters, all scenes", "ms", null, (double) stage.billedMs());
    table.note("... charged by the ledger, all scenes", "ms", null, (double) stage.chargedMs());
  }
}
