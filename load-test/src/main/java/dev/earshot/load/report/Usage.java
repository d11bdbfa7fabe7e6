package dev.earshot.load.report;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Slice;

/// What the gateway's process takes, where it is known.
///
/// @param cores that it took
/// @param residentMb memory at the end
/// @param idleMb memory before the first stream came
/// @param cpuPerStream thousandths of a core for a stream
/// @param cpuPerFrame microseconds of processor time for a frame
/// @param memoryPerStream KB beyond the idle process for a stream
public record Usage(double cores, double residentMb, double idleMb, double cpuPerStream,
    double cpuPerFrame, double memoryPerStream) {
  /// Of a slice in which at least one stream talked.
  ///
  /// @param cpuSeconds processor time in it
  public static Usage of(Slice slice, double cpuSeconds, double residentMb, double idleMb) {
    var cores = cpuSeconds / slice.seconds();
    return new Usage(cores, residentMb, idleMb, cores / slice.talking() * 1_000,
        cpuSeconds * 1e6 / Math.max(1, slice.count(Count.FRAMES_SENT)),
        (residentMb - idleMb) * 1_024 / slice.talking());
  }
}
