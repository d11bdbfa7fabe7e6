package dev.earshot.load.report;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A run that nobody made: two steps, with latencies of 1 ms and the 99th of a hundred as given.
final class Reports {
  private Reports() {}

  static Report of(double p99) {
    var first = Part.of("100 streams", slice(0, 10, p99), 100, 0.2, usage(100));
    var second = Part.of("200 streams", slice(10, 20, p99), 200, 0.3, usage(200));
    var total = Part.of("run", slice(0, 20, p99), 200, 0.3, usage(200));
    var seconds = new ArrayList<Second>();
    for (var at = 1; at <= 20; at++) {
      seconds.add(new Second(at, 1, at * 10, at == 7 ? 1 : 0, 500, 1.0, p99, p99 * 2, 0.4,
          at == 3 ? null : 0.5, at == 3 ? null : 200.0, 0.2));
    }
    return new Report(Report.VERSION, "2026-11-29T12:00:00Z",
        Map.of("gateway", "<script>\"a\" & 'b'</script>", "dialect", "listen"),
        new Machine("A processor", 2, "Linux", "A JVM"), List.of(), List.of(), List.of("a note"),
        total, List.of(first, second), seconds, new Metering(20_000, 20_000));
  }

  private static Usage usage(int streams) {
    return new Usage(1, 200, 100, 1_000.0 / streams, 50, 100 * 1_024.0 / streams);
  }

  static Slice slice(int from, int to, double p99) {
    var empty = Slice.empty(0);
    var histograms = new EnumMap<>(empty.histograms());
    for (var measure : List.of(Measure.ADDED_LATENCY, Measure.ADDED_LATENCY_FROM_SEND,
        Measure.PACING_ERROR)) {
      var histogram = Objects.requireNonNull(histograms.get(measure)).copy();
      for (var i = 0; i < 1_000; i++) {
        histogram.recordValue(i % 100 < 98 ? 1_000 : (long) (p99 * 1_000));
      }
      histograms.put(measure, histogram);
    }
    return new Slice(from * 1_000_000_000L, to * 1_000_000_000L, 100, histograms,
        Map.of(Count.FRAMES_SENT, 1_000L, Count.WORDS_EXPECTED, 50L), Map.of("finished", 100L));
  }
}
