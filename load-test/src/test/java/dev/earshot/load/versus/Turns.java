package dev.earshot.load.versus;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.Map;

/// Turns as a contest would have noted them.
final class Turns {
  private static final int FRAMES = 1_000_000;

  private Turns() {}

  /// One in which all went well.
  ///
  /// @param latencyMs of its one word
  static Turn well(String relay, int round, double cpuMicros, double latencyMs) {
    return turn(relay, round, cpuMicros, latencyMs, 0.2, 0);
  }

  static Turn turn(String relay, int round, double cpuMicros, double latencyMs, double pacingMs,
      long lost) {
    var slice = Slice.empty(0);
    slice.histogram(Measure.ADDED_LATENCY).recordValue(Math.round(latencyMs * 1_000));
    slice.histogram(Measure.PACING_ERROR).recordValue(Math.round(pacingMs * 1_000));
    var rest = new Slice(0, 1, 0, Slice.empty(0).histograms(), Map.of(Count.WORDS_LOST, lost),
        Map.of());
    return new Turn(relay, round, cpuMicros, FRAMES, slice, rest);
  }
}
