package dev.earshot.load.cli;

import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Plan.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How streams arrive, where they do not come in steps.
sealed interface Arrivals {
  /// When they come and leave.
  ///
  /// @param talk how long each of them talks, where the arrivals do not say it
  /// @param length of the run
  Plan plan(Duration talk, Duration length, long seed);

  /// As it was asked for.
  String text();

  /// By chance, so many a second on average.
  record Poisson(double rate) implements Arrivals {
    @Override
    public Plan plan(Duration talk, Duration length, long seed) {
      return Plan.poisson(rate, talk, length, seed);
    }

    @Override
    public String text() {
      return "poisson:" + rate;
    }
  }

  /// As they were recorded.
  record Trace(String name, List<Span> spans) implements Arrivals {
    @Override
    public Plan plan(Duration talk, Duration length, long seed) {
      var end = length.toNanos();
      return Plan.of(spans.stream()
          .filter(span -> span.fromNanos() < end)
          .map(span -> new Span(span.fromNanos(), Math.min(span.toNanos(), end)))
          .toList(), seed);
    }

    @Override
    public String text() {
      return "trace:" + name;
    }
  }

  /// Reads `poisson:RATE` or `trace:FILE`, where each line of the file is when a stream begins and how long it
  /// talks, in seconds with a comma between; lines that begin with `#` are skipped.
  ///
  /// @throws IllegalArgumentException for anything else
  static Arrivals parse(String text) throws IOException {
    var colon = text.indexOf(':');
    var kind = colon < 0 ? text : text.substring(0, colon);
    var rest = colon < 0 ? "" : text.substring(colon + 1);
    return switch (kind) {
      case "poisson" -> new Poisson(rate(rest));
      case "trace" -> new Trace(rest, spans(Path.of(rest)));
      default -> throw new IllegalArgumentException(
          "arrivals: " + text + " (expected: poisson:RATE or trace:FILE)");
    };
  }

  private static double rate(String text) {
    try {
      var rate = Double.parseDouble(text);
      if (rate > 0 && rate <= 10_000) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "arrivals: poisson:" + text + " (expected: more than 0, at most 10000 streams a second)");
  }

  private static List<Span> spans(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "arrivals: " + file + " (expected: a file that can be read)");
    }
    var line = Pattern.compile("\\s*([0-9.]+)\\s*,\\s*([0-9.]+)\\s*");
    var spans = new ArrayList<Span>();
    var number = 0;
    for (var text : Files.readAllLines(file)) {
      number++;
      if (text.isBlank() || text.startsWith("#")) {
        continue;
      }
      var span = line.matcher(text);
      if (!span.matches() || !(Double.parseDouble(span.group(2)) > 0)) {
        throw new IllegalArgumentException("arrivals: line " + number + " of " + file + ": " + text
            + " (expected: BEGIN,LENGTH in seconds)");
      }
      var from = (long) (Double.parseDouble(span.group(1)) * 1e9);
      spans.add(new Span(from, from + (long) (Double.parseDouble(span.group(2)) * 1e9)));
    }
    return spans;
  }
}
