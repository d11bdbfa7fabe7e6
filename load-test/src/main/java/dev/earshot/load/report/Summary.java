package dev.earshot.load.report;

import static dev.earshot.load.report.Terms.number;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report as lines for a terminal.
public final class Summary {
  private static final List<Count> SHOWN = List.of(Count.OFFERED, Count.ENDED, Count.FAILED,
      Count.FRAMES_SENT, Count.FRAMES_LATE, Count.MESSAGES, Count.ERRORS);

  private Summary() {}

  /// Prints it, the verdict last.
  public static void print(Report report, PrintWriter out) {
    times(report, out);
    steps(report, out);
    for (var count : SHOWN) {
      row(out, Terms.words(count.key()), number((double) report.total().count(count)));
    }
    words(report, out);
    var metering = report.metering();
    row(out, "charged, less sent", metering == null
        ? "not measured"
        : number((double) metering.errorMs(), "ms") + " of " + number((double) metering.sentMs()));
    report.total().endings().forEach((how, times) -> row(out, "  " + how, number((double) times)));
    report.notes().forEach(note -> out.println("! " + note));
    report.failures().forEach(why -> out.println("! " + why));
    report.invalid().forEach(why -> out.println("! invalid: " + why));
    out.println(report.verdict());
    out.flush();
  }

  private static void times(Report report, PrintWriter out) {
    out.printf(Locale.ROOT, "%-28s %9s %9s %9s %9s %9s%n", "milliseconds", "p50", "p90", "p99",
        "p99.9", "most");
    for (var measure : Measure.values()) {
      var times = report.total().times(measure);
      if (times != null) {
        out.printf(Locale.ROOT, "%-28s %9s %9s %9s %9s %9s%n", Terms.words(measure.key()),
            number(times.p50()), number(times.p90()), number(times.p99()), number(times.p999()),
            number(times.max()));
      }
    }
  }

  private static void steps(Report report, PrintWriter out) {
    out.printf(Locale.ROOT, "%-16s %8s %9s %9s %9s %9s %9s %9s %9s%n", "step", "streams",
        "added p50",
        "p99", "pacing", "mcore/str", "us/frame", "KB/str", "generator");
    for (var step : report.steps()) {
      var added = step.times(Measure.ADDED_LATENCY);
      var pacing = step.times(Measure.PACING_ERROR);
      out.printf(Locale.ROOT, "%-16s %8s %9s %9s %9s %9s %9s %9s %9s%n", step.name(),
          number((double) step.streams()), brief(added == null ? null : added.p50()),
          brief(added == null ? null : added.p99()), brief(pacing == null ? null : pacing.p99()),
          brief(step.cpuPerStream()), brief(step.cpuPerFrame()), brief(step.memoryPerStream()),
          Math.round(step.busy() * 100) + " %");
    }
  }

  private static String brief(@Nullable Double value) {
    return value == null ? "-" : number(value);
  }

  private static void words(Report report, PrintWriter out) {
    var total = report.total();
    row(out, "words", number((double) total.count(Count.WORDS_COMMITTED)) + " came to stay, "
        + number((double) total.count(Count.WORDS_LOST)) + " lost, "
        + number((double) total.count(Count.WORDS_DOUBLED)) + " doubled, "
        + number((double) total.count(Count.WORDS_REORDERED)) + " reordered, "
        + number((double) total.count(Count.WORDS_UNHEARD)) + " unheard");
  }

  private static void row(PrintWriter out, String what, String value) {
    out.printf(Locale.ROOT, "%-28s %s%n", what, value);
  }
}
