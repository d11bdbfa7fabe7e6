package dev.earshot.load.device;

import java.util.Set;

/// What each device sends.
///
/// @param frameMs what a frame lasts, 10..100 ms; Opus 20, 40 or 60
/// @param codec how it is written
/// @param rateHz samples a second
/// @param duty share of each ten seconds in which somebody speaks, 0..1; the rest is a microphone's noise
public record Shape(int frameMs, Codec codec, int rateHz, double duty) {
  private static final Set<Integer> PACKETS = Set.of(20, 40, 60);
  private static final Set<Integer> RATES = Set.of(8_000, 16_000, 24_000, 48_000);
  private static final int CYCLE_MS = 10_000;

  public Shape {
    if (frameMs < 10 || frameMs > 100) {
      throw new IllegalArgumentException("frame: " + frameMs + " (expected: 10..100 ms)");
    }
    if (codec == Codec.OPUS && !PACKETS.contains(frameMs)) {
      throw new IllegalArgumentException(
          "frame: " + frameMs + " (expected: 20, 40 or 60 ms of Opus)");
    }
    if (!RATES.contains(rateHz)) {
      throw new IllegalArgumentException(
          "rate: " + rateHz + " (expected: 8000, 16000, 24000 or 48000 hertz)");
    }
    if (!(duty >= 0 && duty <= 1)) {
      throw new IllegalArgumentException("duty: " + duty + " (expected: 0..1)");
    }
  }

  /// Samples of 16 kHz, all of them speech.
  ///
  /// @param frameMs what a frame lasts
  public static Shape pcm(int frameMs) {
    return new Shape(frameMs, Codec.PCM16, 16_000, 1);
  }

  /// Packets of Opus, all of them speech.
  ///
  /// @param frameMs what a packet lasts
  public static Shape opus(int frameMs) {
    return new Shape(frameMs, Codec.OPUS, 16_000, 1);
  }

  long frameNanos() {
    return frameMs * 1_000_000L;
  }

  int frameSamples() {
    return rateHz / 1_000 * frameMs;
  }

  /// Whether somebody speaks in this frame of a stream that began at this place of its ten seconds.
  boolean isSpeech(long frame, int phaseMs) {
    return (frame * frameMs + phaseMs) % CYCLE_MS < duty * CYCLE_MS;
  }
}
