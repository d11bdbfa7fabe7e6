package dev.earshot.load.faults;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Outcomes as a table of Markdown.
final class Table {
  private static final String HEAD = """
      | fault | streams lost | words lost | charged less sent, ms | bound | recovery, s | bound | close codes and ends | holds |
      |---|---|---|---|---|---|---|---|---|""";

  private Table() {}

  static void print(List<Outcome> outcomes, PrintWriter out) {
    out.println(HEAD);
    outcomes.forEach(outcome -> out.println(row(outcome)));
    out.println();
    for (var outcome : outcomes) {
      outcome.broken().forEach(why -> out.println(outcome.scene() + ": " + why));
    }
    out.printf(Locale.ROOT, "%d of %d within their bounds%n",
        outcomes.stream().filter(Outcome::holds).count(), outcomes.size());
    out.flush();
  }

  /// One of them, in a line.
  static String row(Outcome outcome) {
    return String.format(Locale.ROOT,
        "| %s | %d of %d | %d | %d of %d | -%d..0 | %s | %.0f | %s | %s |",
        outcome.scene(), outcome.streamsLost(), outcome.devices(), outcome.wordsLost(),
        outcome.billingErrorMs(), outcome.sentMs(), outcome.unbilledBoundMs(),
        outcome.recoveryMs() < 0
            ? "none"
            : String.format(Locale.ROOT, "%.1f",
                outcome.recoveryMs() / 1e3),
        outcome.recoveryBoundMs() / 1e3, ends(outcome.endings()),
        outcome.holds() ? "yes" : "NO");
  }

  static String ends(Map<String, Long> endings) {
    return endings.isEmpty()
        ? "none"
        : endings.entrySet()
            .stream()
            .map(ending -> ending.getValue() + " x " + ending.getKey().replace("|", "/"))
            .collect(Collectors.joining(", "));
  }
}
