package dev.earshot.core.audio;

import java.util.List;

/// What the client's audio frames hold: the codec and the rate of one mono channel.
///
/// @param codec how samples are written
/// @param sampleRateHz one of [#RATES]
public record AudioFormat(Codec codec, int sampleRateHz) {
  /// The rates that can be asked for, in hertz.
  public static final List<Integer> RATES = List.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000,
      32_000, 44_100, 48_000);

  /// How samples are written into bytes.
  public enum Codec {
    /// Signed 16-bit, little endian.
    PCM16
  }

  public AudioFormat {
    if (!RATES.contains(sampleRateHz)) {
      throw new IllegalArgumentException(
          "sampleRateHz: " + sampleRateHz + " (expected: one of " + RATES + ")");
    }
  }

  public static AudioFormat pcm16(int sampleRateHz) {
    return new AudioFormat(Codec.PCM16, sampleRateHz);
  }

  /// How many whole milliseconds this many samples last. Floored, so apply it to cumulative counts.
  public long millisOf(long samples) {
    return samples * 1_000L / sampleRateHz;
  }

  /// How many samples have passed when this many milliseconds have. Rounded up, so that
  /// `millisOf(samplesIn(ms)) == ms`.
  public long samplesIn(long millis) {
    return Math.ceilDiv(millis * sampleRateHz, 1_000L);
  }
}
