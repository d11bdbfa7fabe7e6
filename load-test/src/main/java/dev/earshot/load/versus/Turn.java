package dev.earshot.load.versus;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;

/// One relay's window in one round.
///
/// @param cpuSeconds that the relay was charged within it
/// @param frames of 20 ms that the recogniser has got within it
/// @param slice what the devices noted within it
/// @param rest what they noted from there to their last words
record Turn(String relay, int round, double cpuSeconds, long frames, Slice slice, Slice rest) {
  /// A generator that is later than this measures itself.
  static final double MOST_PACING_MS = 5;

  double cpuMicrosPerFrame() {
    return frames == 0 ? Double.NaN : cpuSeconds * 1e6 / frames;
  }

  /// From when the frame that completes a word was due until the word was heard.
  double latencyMs(double percentile) {
    return slice.millis(Measure.ADDED_LATENCY, percentile);
  }

  double pacingMs() {
    return slice.millis(Measure.PACING_ERROR, 99);
  }

  long words() {
    return slice.histogram(Measure.ADDED_LATENCY).getTotalCount();
  }

  /// Streams that failed, and words that never came.
  long broken() {
    return slice.count(Count.FAILED) + rest.count(Count.FAILED) + slice.count(Count.WORDS_LOST)
        + rest.count(Count.WORDS_LOST);
  }

  /// Whether it counts.
  boolean isValid() {
    return pacingMs() <= MOST_PACING_MS && broken() == 0 && frames > 0;
  }
}
