package dev.earshot.load.report;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import org.jspecify.annotations.Nullable;

/// A second of a run, or how long it took until somebody looked again. What was not measured is null.
///
/// @param at seconds since the run began, at its end
/// @param seconds that it lasted
/// @param talking streams
/// @param failed streams, in this second
/// @param p50 added latency, or cursor lag where the recogniser is no scripted one, milliseconds
/// @param p99 the same
/// @param max the same
/// @param pacing error, p99, milliseconds
/// @param cores that the gateway took
/// @param residentMb of the gateway
/// @param busy share of a core that the generator's busiest loop took
public record Second(double at, double seconds, int talking, long failed, long frames,
    @Nullable Double p50, @Nullable Double p99, @Nullable Double max, @Nullable Double pacing,
    @Nullable Double cores, @Nullable Double residentMb, double busy) {
  /// Of a slice.
  ///
  /// @param lead the latency that is shown
  public static Second of(Slice slice, Measure lead, @Nullable Double cores,
      @Nullable Double residentMb,
      double busy) {
    return new Second(slice.toNanos() / 1e9, slice.seconds(), slice.talking(),
        slice.count(Count.FAILED), slice.count(Count.FRAMES_SENT),
        millis(slice, lead, 50), millis(slice, lead, 99),
        millis(slice, lead, 100), millis(slice, Measure.PACING_ERROR, 99), cores,
        residentMb, busy);
  }

  private static @Nullable Double millis(Slice slice, Measure measure, double percentile) {
    var ms = slice.millis(measure, percentile);
    return Double.isNaN(ms) ? null : ms;
  }
}
