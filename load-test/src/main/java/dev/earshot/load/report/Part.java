package dev.earshot.load.report;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run, or one of its steps.
///
/// @param name of the step
/// @param from when it began, in seconds since the run did
/// @param seconds that it lasted
/// @param streams that were talking
/// @param times by the key of their [Measure]; what was not measured is not there
/// @param counts by the key of their [Count]
/// @param endings how streams ended, and how many
/// @param busy share of a core that the generator's busiest loop has taken, 0..1
/// @param usage of the gateway, that of the last step for a whole run; null where its process is not known
public record Part(String name, double from, double seconds, int streams,
    Map<String, Quantiles> times,
    Map<String, Long> counts, Map<String, Long> endings, double busy, @Nullable Usage usage) {
  /// Of a slice.
  ///
  /// @param streams that were talking
  public static Part of(String name, Slice slice, int streams, double busy,
      @Nullable Usage usage) {
    var times = new LinkedHashMap<String, Quantiles>();
    for (var measure : Measure.values()) {
      if (slice.histogram(measure).getTotalCount() > 0) {
        times.put(measure.key(), Quantiles.of(slice.histogram(measure)));
      }
    }
    var counts = new LinkedHashMap<String, Long>();
    for (var count : Count.values()) {
      counts.put(count.key(), slice.count(count));
    }
    return new Part(name, slice.fromNanos() / 1e9, slice.seconds(), streams, times, counts,
        slice.endings(), busy, usage);
  }

  /// Null where it was not measured.
  public @Nullable Quantiles times(Measure measure) {
    return times.get(measure.key());
  }

  public long count(Count count) {
    return counts.getOrDefault(count.key(), 0L);
  }

  /// Thousandths of a core for a stream; null where it is not known.
  public @Nullable Double cpuPerStream() {
    return usage == null ? null : usage.cpuPerStream();
  }

  /// Microseconds of processor time for a frame; null where it is not known.
  public @Nullable Double cpuPerFrame() {
    return usage == null ? null : usage.cpuPerFrame();
  }

  /// KB beyond the idle process for a stream; null where it is not known.
  public @Nullable Double memoryPerStream() {
    return usage == null ? null : usage.memoryPerStream();
  }

  /// A metric by its name, such as `added_latency.p99` (milliseconds) or `words_lost`; null where it was not
  /// measured.
  @Nullable
  Double metric(String name) {
    var dot = name.indexOf('.');
    if (dot > 0) {
      var quantiles = times.get(name.substring(0, dot));
      return quantiles == null ? null : quantile(quantiles, name.substring(dot + 1));
    }
    return switch (name) {
      case "cpu_per_stream" -> cpuPerStream();
      case "cpu_per_frame" -> cpuPerFrame();
      case "memory_per_stream" -> memoryPerStream();
      default -> {
        var count = counts.get(name);
        yield count == null ? null : (double) count;
      }
    };
  }

  private static @Nullable Double quantile(Quantiles quantiles, String name) {
    return switch (name) {
      case "mean" -> quantiles.mean();
      case "p50" -> quantiles.p50();
      case "p90" -> quantiles.p90();
      case "p99" -> quantiles.p99();
      case "p999" -> quantiles.p999();
      case "max" -> quantiles.max();
      default -> null;
    };
  }

  /// The names of all metrics that there are, measured or not.
  static List<String> metrics() {
    var names = new ArrayList<String>();
    for (var measure : Measure.values()) {
      for (var quantile : List.of("mean", "p50", "p90", "p99", "p999", "max")) {
        names.add(measure.key() + "." + quantile);
      }
    }
    for (var count : Count.values()) {
      names.add(count.key());
    }
    names.addAll(List.of("cpu_per_stream", "cpu_per_frame", "memory_per_stream"));
    return names;
  }
}
