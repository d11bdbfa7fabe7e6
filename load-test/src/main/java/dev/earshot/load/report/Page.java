package dev.earshot.load.report;

import static dev.earshot.load.report.Terms.number;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A report as one page that needs nothing beside it: no script, no font, no picture from elsewhere.
public final class Page {
  private static final String STYLE = "page.css";
  private static final List<String> HEADLINE = List.of("dialect", "sound", "arrivals", "counted",
      "storm");

  private final Report report;
  private final Pictures pictures;
  private final Markup html = new Markup();
  private final Measure lead;

  private Page(Report report) {
    this.report = report;
    this.pictures = new Pictures(report);
    this.lead = report.total().times(Measure.ADDED_LATENCY) == null
        && report.total().times(Measure.CURSOR_LAG) != null
            ? Measure.CURSOR_LAG
            : Measure.ADDED_LATENCY;
  }

  /// The whole page.
  public static String of(Report report) {
    return new Page(report).whole();
  }

  private String whole() {
    html.add("<!doctype html><html lang='en'><head><meta charset='utf-8'>")
        .add("<meta name='viewport' content='width=device-width, initial-scale=1'>")
        .add("<title>" + Terms.escaped("Load: " + gateway()) + "</title><style>" + style()
            + "</style></head><body><main>");
    head();
    latency();
    load();
    html.heading("Steps").paragraph("Ramps and warm-ups do not count.");
    steps();
    html.heading("Everything that was measured");
    html.add("<div class='pair'>");
    times();
    counts();
    html.add("</div>");
    setup();
    Definitions.add(html);
    return html.add("</main></body></html>").toString();
  }

  private String gateway() {
    return Objects.requireNonNullElse(report.setup().get("gateway"), "a gateway");
  }

  private void head() {
    var total = report.total();
    html.add("<h1>" + Terms.escaped(gateway()) + "<span class='verdict " + report.verdict() + "'>"
        + report.verdict() + "</span></h1>");
    html.paragraph(String.join(" · ", HEADLINE.stream()
        .map(report.setup()::get)
        .filter(Objects::nonNull)
        .toList()));
    html.list("", report.invalid()).list("", report.failures()).list("note", report.notes());
    var times = total.times(lead);
    html.add("<div class='tiles'>")
        .tile("streams at most", number((double) mostTalking()), false)
        .tile(Terms.words(lead.key()) + ", p50", number(times == null ? null : times.p50(), "ms"),
            false)
        .tile(Terms.words(lead.key()) + ", p99", number(times == null ? null : times.p99(), "ms"),
            false);
    tile("streams failed", Count.FAILED);
    tile("words lost of " + number((double) total.count(Count.WORDS_EXPECTED)), Count.WORDS_LOST);
    html.tile("CPU of a stream, millicores", number(last().cpuPerStream()), false)
        .tile("memory of a stream, beyond the idle process", number(last().memoryPerStream(), "KB"),
            false)
        .tile("charged, less sent", charged(), isWronglyCharged())
        .add("</div>");
  }

  private Part last() {
    return report.steps().isEmpty() ? report.total() : report.steps().getLast();
  }

  private int mostTalking() {
    return report.seconds().stream().mapToInt(Second::talking).max().orElse(0);
  }

  private void tile(String what, Count count) {
    var value = report.total().count(count);
    html.tile(what, number((double) value), value > 0);
  }

  private String charged() {
    var metering = report.metering();
    return number(metering == null ? null : (double) metering.errorMs(), "ms");
  }

  private boolean isWronglyCharged() {
    var metering = report.metering();
    return metering != null && metering.errorMs() != 0;
  }

  private void latency() {
    html.heading("How soon words come").add("<div class='plots'>");
    html.figure(Terms.title(lead.key()) + " over time", "Milliseconds. " + Definitions.of(lead)
        + " Shaded is what counts.", legend("one", "p50", "two", "p99", "three", "most"),
        pictures.latencyOverTime());
    html.figure("How often", Terms.title(lead.key()) + ", the whole run.", Map.of(),
        pictures.bars(lead));
    if (lead == Measure.ADDED_LATENCY) {
      html.figure("Percentiles", "Milliseconds. Where the two lines part, frames were sent late.",
          legend("one", "from the schedule", "two", "from the send"),
          pictures.percentiles(Measure.ADDED_LATENCY, Measure.ADDED_LATENCY_FROM_SEND));
    }
    if (report.total().times(Measure.WAY_IN) == null) {
      html.figure("How far behind", "Milliseconds. Cursor lag at each result, and the last final "
          + "behind the end of the sound.", legend("one", "cursor lag", "two", "finalisation"),
          pictures.percentiles(Measure.CURSOR_LAG, Measure.FINALISATION));
    } else {
      html.figure("Both ways", "Milliseconds. In: from the schedule to the recogniser. Out: from "
          + "its word to the client.", legend("one", "in", "two", "out"),
          pictures.percentiles(Measure.WAY_IN, Measure.WAY_OUT));
    }
    html.add("</div>");
  }

  private void load() {
    html.heading("What it carried, and what it took").add("<div class='plots'>");
    html.figure("Streams over time", "", legend("one", "talking", "bad", "failed so far"),
        pictures.streamsOverTime());
    html.figure("Cores", "", legend("one", "gateway", "two", "the generator's busiest loop"),
        pictures.coresOverTime());
    if (report.total().usage() != null) {
      html.figure("CPU of a stream", "Millicores, while it counts.", Map.of(),
          pictures.cpuPerStream());
      html.figure("Memory of a stream", "KB beyond the idle process, which has "
          + number(report.total().usage().idleMb(), "MB")
          + ". What a heap has not collected yet is in it.", Map.of(),
          pictures.memoryPerStream());
      html.figure("Memory of the gateway", "MB resident.", Map.of(), pictures.memoryOverTime());
    }
    html.figure("The generator's own lateness", "Pacing error at p99, milliseconds. Beyond 5 where "
        + "it counts, the run is invalid.", Map.of(), pictures.pacingOverTime());
    html.add("</div>");
  }

  private void steps() {
    var rows = new ArrayList<List<String>>();
    for (var step : report.steps()) {
      var added = step.times(Measure.ADDED_LATENCY);
      var pacing = step.times(Measure.PACING_ERROR);
      rows.add(List.of(step.name(), number((double) step.streams()), number(step.seconds(), "s"),
          number(added == null ? null : added.p50()), number(added == null ? null : added.p99()),
          number(added == null ? null : added.p999()), number(added == null ? null : added.max()),
          number(pacing == null ? null : pacing.p99()), number((double) step.count(
              Count.FRAMES_LATE)),
          number(step.cpuPerStream()), number(step.cpuPerFrame()), number(step.memoryPerStream()),
          Math.round(step.busy() * 100) + " %"));
    }
    html.table(List.of("step", "streams", "held", "added p50, ms", "p99", "p99.9", "most",
        "pacing p99, ms", "frames late", "stream, millicores", "frame, µs CPU", "stream, KB",
        "generator"), rows);
  }

  private void times() {
    var rows = new ArrayList<List<String>>();
    for (var measure : Measure.values()) {
      var times = report.total().times(measure);
      if (times != null) {
        rows.add(List.of(Terms.words(measure.key()), number((double) times.n()), number(
            times.p50()), number(times.p90()), number(times.p99()), number(times.p999()),
            number(
                times.max())));
      }
    }
    html.table(List.of("time, ms", "n", "p50", "p90", "p99", "p99.9", "most"), rows);
  }

  private void counts() {
    var rows = new ArrayList<List<String>>();
    report.total()
        .counts()
        .forEach((name, count) -> rows.add(List.of(Terms.words(name), number((double) count))));
    report.total()
        .endings()
        .forEach((how, count) -> rows.add(List.of("“" + how + "”", number((double) count))));
    html.table(List.of("count", ""), rows);
  }

  private void setup() {
    html.heading("How it was measured");
    var rows = new ArrayList<List<String>>();
    report.setup().forEach((name, value) -> rows.add(List.of(name, value)));
    var machine = report.machine();
    rows.add(List.of("began", report.began()));
    rows.add(List.of("machine of the generator", machine.processor() + ", " + machine.cores()
        + " cores, " + machine.system() + ", " + machine.java()));
    html.texts(rows);
  }

  private static Map<String, String> legend(String... kindsAndWords) {
    var legend = new LinkedHashMap<String, String>();
    for (var i = 0; i < kindsAndWords.length; i += 2) {
      legend.put(kindsAndWords[i], kindsAndWords[i + 1]);
    }
    return legend;
  }

  private static String style() {
    try (var style = Page.class.getResourceAsStream(STYLE)) {
      return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
