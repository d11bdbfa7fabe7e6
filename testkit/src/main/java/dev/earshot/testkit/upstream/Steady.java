package dev.earshot.testkit.upstream;

import java.io.ByteArrayOutputStream;

/// Makes [Sentinels] at 16 kHz again out of those that came at 24 kHz. Where one second meets the next a
/// resampler rings; a value counts only when it has stayed for a millisecond.
final class Steady {
  private static final int LONG_ENOUGH = 16;

  private int phase;
  private short value;
  private short next;
  private int times;

  /// @param pcm 16 bits, little endian, whole samples
  byte[] hear(byte[] pcm) {
    var steady = new ByteArrayOutputStream();
    for (var i = 0; i + 1 < pcm.length; i += 2) {
      if (phase != 2) { // two of three
        hear((short) ((pcm[i] & 0xFF) | (pcm[i + 1] << 8)));
        steady.write(value);
        steady.write(value >> 8);
      }
      phase = (phase + 1) % 3;
    }
    return steady.toByteArray();
  }

  private void hear(short sample) {
    times = sample == next ? times + 1 : 1;
    next = sample;
    if (times >= LONG_ENOUGH) {
      value = sample;
    }
  }
}
