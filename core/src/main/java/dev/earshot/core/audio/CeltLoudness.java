package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// How loud the frames of CELT are, which have no bit that says whether there is a voice: from the energies
/// of their bands, the first thing that a frame tells (RFC 6716 section 4.3.2.1). The fine part of these
/// stands further behind and is not read, so a steady sound is told up to 5 dB louder or quieter than it is.
/// Not safe for use by several threads.
final class CeltLoudness {
  private static final int BANDS = 21;
  private static final double SILENT = -28;
  private static final double QUIETEST = -9;
  private static final int LAST_OF_TABLE = 20;
  /// Bands up to 4, 8, 12 and 20 kHz.
  private static final int[] ENDS = {13, 17, 19, 21};
  /// Where bands begin, in steps of 200 Hz.
  private static final int[] EDGES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 34, 40,
      48, 60, 78, 100};
  private static final int[] TAPSETS = {2, 1, 0};
  private static final int[] SMALL = {2, 1, 0};
  private static final double[] OF_BEFORE = {29_440 / 32_768., 26_112 / 32_768., 21_248 / 32_768.,
      16_384 / 32_768.};
  private static final double[] OF_BELOW = {30_147 / 32_768., 22_282 / 32_768., 12_124 / 32_768.,
      6_554 / 32_768.};
  private static final double OF_BELOW_ALONE = 4_915 / 32_768.;
  /// What each band is above the reference, in steps of 6 dB and sixteenths.
  private static final int[] MEANS = {103, 100, 92, 85, 81, 77, 72, 70, 78, 75, 73, 71, 78, 74, 69,
      72, 70, 74, 76, 71, 60};
  private static final double[] WEIGHTS = weights();

  private final double[][] before = new double[2][BANDS];

  /// Hears the next frame.
  ///
  /// @param config of its packet, 16 and more
  /// @param isStereo whether it has two channels
  /// @return the root mean square of its samples of 16 bits
  double hear(ByteBuffer bytes, int from, int length, int config, boolean isStereo) {
    var read = new RangeReader(bytes, from, length);
    var most = length * Byte.SIZE;
    var tell = read.tell();
    if (tell >= most || read.bit(15)) {
      Arrays.fill(before[0], SILENT);
      Arrays.fill(before[1], SILENT);
      return 0;
    }
    if (tell + 16 <= most) {
      filter(read, most);
      tell = read.tell();
    }
    var size = config & 3;
    if (size > 0 && tell + 3 <= most) {
      read.bit(3);
      tell = read.tell();
    }
    var isAlone = tell + 3 <= most && read.bit(3);
    var end = ENDS[(config - 16) >> 2];
    energies(read, most, size, isAlone, end, isStereo ? 2 : 1);
    return loudness(end);
  }

  private static void filter(RangeReader read, int most) {
    if (read.bit(1)) {
      var octave = read.uniform(6);
      read.skip(4 + octave + 3);
      if (read.tell() + 2 <= most) {
        read.symbol(TAPSETS, 2);
      }
    }
  }

  private void energies(RangeReader read, int most, int size, boolean isAlone, int end,
      int channels) {
    var table = CeltOdds.of(size, isAlone);
    var ofBefore = isAlone ? 0 : OF_BEFORE[size];
    var ofBelow = isAlone ? OF_BELOW_ALONE : OF_BELOW[size];
    var below = new double[2];
    for (var band = 0; band < end; band++) {
      for (var channel = 0; channel < channels; channel++) {
        var step = step(read, most - read.tell(), table, Math.min(band, LAST_OF_TABLE));
        var known = Math.max(QUIETEST, before[channel][band]);
        before[channel][band] = ofBefore * known + below[channel] + step;
        below[channel] += step - ofBelow * step;
      }
    }
    if (channels == 1) {
      System.arraycopy(before[0], 0, before[1], 0, BANDS);
    }
  }

  private static int step(RangeReader read, int left, int[] table, int band) {
    if (left >= 15) {
      return read.laplace(table[2 * band] << 7, table[2 * band + 1] << 6);
    }
    if (left >= 2) {
      var symbol = read.symbol(SMALL, 2);
      return (symbol >> 1) ^ -(symbol & 1);
    }
    return left >= 1 && !read.bit(1) ? 0 : -1;
  }

  private double loudness(int end) {
    var sum = 0d;
    for (var band = 0; band < end; band++) {
      var one = Math.max(before[0][band], before[1][band]);
      sum += Math.pow(4, one) * WEIGHTS[band];
    }
    return Math.sqrt(sum);
  }

  /// The mean of each band, squared, and what the filter takes away that lifts high sounds before they are
  /// coded (section 4.3.8).
  private static double[] weights() {
    var weights = new double[BANDS];
    for (var band = 0; band < BANDS; band++) {
      var hertz = 100.0 * (EDGES[band] + EDGES[band + 1]);
      var lifted = 1 + 0.85 * 0.85 - 2 * 0.85 * Math.cos(2 * Math.PI * hertz / 48_000);
      weights[band] = Math.pow(4, MEANS[band] / 16.0) / lifted;
    }
    return weights;
  }
}
