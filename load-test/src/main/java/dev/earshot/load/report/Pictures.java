package dev.earshot.load.report;

import dev.earshot.load.device.Measure;
import dev.earshot.load.report.Plot.Point;
import dev.earshot.load.report.Plot.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plots of a report.
final class Pictures {
  /// Shorter ones say too little of what goes on all the time.
  private static final double SHORTEST_SECONDS = 0.25;
  private static final double HIGHEST_SHARE = 5;
  private static final List<Tick> SHARES = List.of(new Tick(nines(50), "50 %"), new Tick(1, "90 %"),
      new Tick(2, "99 %"), new Tick(3, "99.9 %"), new Tick(4, "99.99 %"), new Tick(5, "most"));

  private final Report report;

  Pictures(Report report) {
    this.report = report;
  }

  /// Added latency, second by second.
  String latencyOverTime() {
    var y = Scale.ofDecades(report.seconds()
        .stream()
        .flatMap(second -> Stream.of(second.p50(), second.p99(), second.max()))
        .filter(Objects::nonNull)
        .mapToDouble(ms -> Math.max(ms, 0.01)));
    return overTime(y).line("three", line(Second::max, "most", "ms"))
        .line("two", line(Second::p99, "p99", "ms"))
        .line("one", line(Second::p50, "p50", "ms"))
        .svg("latency over time, milliseconds");
  }

  /// Who was talking, and who failed so far.
  String streamsOverTime() {
    var failed = new ArrayList<Point>();
    var sum = 0L;
    for (var second : report.seconds()) {
      sum += second.failed();
      failed.add(new Point(second.at(), sum, tip(second, (double) sum, "failed so far", "")));
    }
    var most = Math.max(sum, report.seconds().stream().mapToInt(Second::talking).max().orElse(1));
    return overTime(Scale.fromZero(DoubleStream.of((double) most))).line("bad", failed)
        .line("one", line(second -> (double) second.talking(), "streams talk", ""))
        .svg("streams over time");
  }

  /// Cores that the gateway and the generator took; empty where nobody looked.
  String coresOverTime() {
    var y = Scale.fromZero(report.seconds()
        .stream()
        .flatMap(second -> Stream.of(second.cores(), second.busy()))
        .filter(Objects::nonNull)
        .mapToDouble(cores -> cores));
    return overTime(y).line("two", line(Second::busy, "of a core: generator's busiest loop", ""))
        .line("one", line(Second::cores, "cores: gateway", ""))
        .svg("cores over time");
  }

  /// Resident memory of the gateway; empty where nobody looked.
  String memoryOverTime() {
    var y = Scale.fromZero(values(Second::residentMb));
    return overTime(y).line("one", line(Second::residentMb, "resident", "MB"))
        .svg("memory of the gateway over time, MB");
  }

  /// Millicores for each stream, while it counts.
  String cpuPerStream() {
    var line = perStream(second -> second.cores() == null ? null : second.cores() * 1_000,
        "millicores for a stream");
    return overTime(Scale.fromZero(line.stream().mapToDouble(Point::y))).line("one", line)
        .svg("CPU of each stream over time, millicores");
  }

  /// What each stream takes beyond the idle process, while it counts.
  String memoryPerStream() {
    var usage = report.total().usage();
    var idle = usage == null ? 0 : usage.idleMb();
    var line = perStream(
        second -> second.residentMb() == null ? null : (second.residentMb() - idle) * 1_024,
        "KB for a stream");
    return overTime(Scale.fromZero(line.stream().mapToDouble(Point::y))).line("one", line)
        .svg("memory of each stream over time, KB");
  }

  /// Pacing error, second by second.
  String pacingOverTime() {
    var y = Scale.ofDecades(values(Second::pacing).map(ms -> Math.max(ms, 0.01)));
    return overTime(y).line("one", line(Second::pacing, "pacing error, p99", "ms"))
        .svg("pacing error over time, milliseconds");
  }

  /// Shares of all measured times, finer towards the most.
  String percentiles(Measure first, Measure second) {
    var one = curve(first);
    var two = curve(second);
    var y = Scale.ofDecades(Stream.concat(one.stream(), two.stream()).mapToDouble(Point::y));
    return new Plot(new Scale(0, HIGHEST_SHARE, false), y).axes(SHARES, "")
        .line("two", two)
        .line("one", one)
        .svg("percentiles, milliseconds");
  }

  /// How many times lay where.
  String bars(Measure measure) {
    var quantiles = report.total().times(measure);
    if (quantiles == null) {
      return "";
    }
    var bars = quantiles.bars();
    var x = Scale.ofDecades(bars.stream()
        .flatMapToDouble(bar -> DoubleStream.of(Math.max(bar.fromMs(), 0.001), bar.toMs())));
    var plot = new Plot(x, Scale.fromZero(bars.stream().mapToDouble(Quantiles.Bar::n)));
    plot.axes(plot.numbers(), "ms").mark(quantiles.p50(), "p50").mark(quantiles.p99(), "p99");
    for (var bar : bars) {
      plot.bar("one", Math.max(bar.fromMs(), 0.001), bar.toMs(), (double) bar.n(),
          "%,d between %s and %s ms"
              .formatted(bar.n(), Terms.number(bar.fromMs()), Terms.number(bar.toMs())));
    }
    return plot.svg("how often each latency was measured");
  }

  private Plot overTime(Scale y) {
    var last = report.seconds().isEmpty() ? 1 : report.seconds().getLast().at();
    var plot = new Plot(new Scale(0, Math.max(last, 1), false), y);
    for (var step : report.steps()) {
      plot.span(step.from(), step.from() + step.seconds(), step.name() + ": what counts");
    }
    return plot.axes(plot.numbers(), "seconds");
  }

  private DoubleStream values(Function<Second, @Nullable Double> value) {
    return report.seconds().stream().map(value).filter(Objects::nonNull).mapToDouble(all -> all);
  }

  private List<Point> line(Function<Second, @Nullable Double> value, String what, String unit) {
    var points = new ArrayList<Point>();
    for (var second : report.seconds()) {
      var y = value.apply(second);
      if (y != null && second.seconds() >= SHORTEST_SECONDS) {
        points.add(new Point(second.at(), y, tip(second, y, what, unit)));
      }
    }
    return points;
  }

  private List<Point> perStream(Function<Second, @Nullable Double> value, String what) {
    var points = new ArrayList<Point>();
    for (var second : report.seconds()) {
      var all = value.apply(second);
      if (all != null && second.talking() > 0 && counts(second)) {
        points.add(new Point(second.at(), all / second.talking(),
            tip(second, all / second.talking(), what, "")));
      }
    }
    return points;
  }

  private boolean counts(Second second) {
    var middle = second.at() - second.seconds() / 2;
    return second.seconds() >= SHORTEST_SECONDS && report.steps()
        .stream()
        .anyMatch(step -> middle >= step.from() && middle <= step.from() + step.seconds());
  }

  private static String tip(Second second, double value, String what, String unit) {
    return Terms.number(second.at()) + " s: " + Terms.number(value) + " " + unit + " " + what;
  }

  private List<Point> curve(Measure measure) {
    var quantiles = report.total().times(measure);
    if (quantiles == null) {
      return List.of();
    }
    return quantiles.curve()
        .stream()
        .map(point -> new Point(Math.min(nines(point.percentile()), HIGHEST_SHARE),
            Math.max(point.ms(), 0.001),
            (point.percentile() >= 100 ? "most" : point.percentile() + " %") + ": "
                + Terms.number(point.ms()) + " ms " + Terms.words(measure.key())))
        .toList();
  }

  /// 0, 1 at 90 %, 2 at 99 %, and so on.
  private static double nines(double percentile) {
    return percentile >= 100 ? HIGHEST_SHARE : -Math.log10(1 - percentile / 100);
  }
}
