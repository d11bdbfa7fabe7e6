package dev.earshot.core.audio;

/// A sine wave as samples, and how much of one is in some samples.
///
/// @param amplitude the wave's peak
/// @param phase in radians at sample zero
/// @param snrDb how much louder it is than everything else in the samples it was found in
record Tone(double amplitude, double phase, double snrDb) {
  static short[] samples(double hz, int rateHz, double amplitude, int count) {
    var samples = new short[count];
    for (var i = 0; i < count; i++) {
      samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / rateHz));
    }
    return samples;
  }

  /// The best fit (least squares) of a wave of this frequency to `samples[from, to)`.
  static Tone in(short[] samples, int from, int to, double hz, int rateHz) {
    var step = 2 * Math.PI * hz / rateHz;
    double ss = 0, cc = 0, sc = 0, xs = 0, xc = 0;
    for (var i = from; i < to; i++) {
      var s = Math.sin(step * i);
      var c = Math.cos(step * i);
      ss += s * s;
      cc += c * c;
      sc += s * c;
      xs += samples[i] * s;
      xc += samples[i] * c;
    }
    var det = ss * cc - sc * sc;
    var a = (xs * cc - xc * sc) / det;
    var b = (xc * ss - xs * sc) / det;
    double tone = 0, rest = 0;
    for (var i = from; i < to; i++) {
      var fit = a * Math.sin(step * i) + b * Math.cos(step * i);
      tone += fit * fit;
      rest += (samples[i] - fit) * (samples[i] - fit);
    }
    return new Tone(Math.hypot(a, b), Math.atan2(b, a), 10 * Math.log10(tone / rest));
  }

  /// Root mean square of `samples[from, to)`.
  static double loudness(short[] samples, int from, int to) {
    var sum = 0d;
    for (var i = from; i < to; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (to - from));
  }
}
