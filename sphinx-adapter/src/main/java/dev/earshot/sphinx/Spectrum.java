package dev.earshot.sphinx;

/// The energy of a short frame of sound in each of [#BINS] bands of 31.25 Hz: a Fourier transform under
/// a Hann window. Not safe for use by several threads at once.
final class Spectrum {
  /// Samples of a frame, 32 ms.
  static final int FRAME = 512;
  static final int BINS = FRAME / 2;

  private static final double[] WINDOW = new double[FRAME];
  private static final double[] COSINE = new double[BINS];
  private static final double[] SINE = new double[BINS];

  static {
    for (var i = 0; i < FRAME; i++) {
      WINDOW[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME);
    }
    for (var i = 0; i < BINS; i++) {
      COSINE[i] = Math.cos(2 * Math.PI * i / FRAME);
      SINE[i] = -Math.sin(2 * Math.PI * i / FRAME);
    }
  }

  private final double[] real = new double[FRAME];
  private final double[] imaginary = new double[FRAME];

  /// Looks at the frame that begins here.
  void look(short[] pcm, int at) {
    for (var i = 0; i < FRAME; i++) {
      var to = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(FRAME) + 1);
      real[to] = WINDOW[i] * pcm[at + i];
      imaginary[to] = 0;
    }
    for (var half = 1; half < FRAME; half *= 2) {
      for (var from = 0; from < FRAME; from += 2 * half) {
        for (var k = 0; k < half; k++) {
          join(from + k, from + k + half, k * (BINS / half));
        }
      }
    }
  }

  /// Energy between these frequencies, both in hertz.
  double energy(int fromHz, int toHz) {
    var sum = 0d;
    for (var bin = binOf(fromHz); bin < binOf(toHz); bin++) {
      sum += real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
    }
    return sum;
  }

  private static int binOf(int hertz) {
    return hertz * BINS / 8_000;
  }

  private void join(int one, int other, int turn) {
    var re = real[other] * COSINE[turn] - imaginary[other] * SINE[turn];
    var im = real[other] * SINE[turn] + imaginary[other] * COSINE[turn];
    real[other] = real[one] - re;
    imaginary[other] = imaginary[one] - im;
    real[one] += re;
    imaginary[one] += im;
  }
}
