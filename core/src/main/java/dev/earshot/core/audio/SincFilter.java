package dev.earshot.core.audio;

import java.math.BigInteger;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The weights of a [Resampler]: a low-pass of 16 zero crossings under a Kaiser window (beta 8), cut
/// off at 0.92 of the lower Nyquist frequency, in one row per output phase.
///
/// Rows are built once per pair of rates and shared; they are never written again.
final class SincFilter {
  private static final int ZERO_CROSSINGS = 16;
  private static final double BETA = 8;
  private static final double ROLL_OFF = 0.92;
  private static final ConcurrentMap<Rates, SincFilter> SHARED = new ConcurrentHashMap<>();

  private final int up;
  private final int down;
  private final float[][] rows;

  private SincFilter(int fromHz, int toHz) {
    var common = BigInteger.valueOf(fromHz).gcd(BigInteger.valueOf(toHz)).intValueExact();
    this.up = toHz / common;
    this.down = fromHz / common;
    var cutOff = 0.5 * Math.min(1.0, (double) toHz / fromHz) * ROLL_OFF;
    var taps = (int) Math.ceil(ZERO_CROSSINGS / (2 * cutOff)) * 2;
    this.rows = new float[up][taps];
    for (var phase = 0; phase < up; phase++) {
      fill(rows[phase], (double) phase / up, cutOff);
    }
  }

  /// What a filter is built for.
  private record Rates(int fromHz, int toHz) {}

  /// The filter for these rates, built at most once.
  static SincFilter between(int fromHz, int toHz) {
    return SHARED.computeIfAbsent(new Rates(fromHz, toHz), _ -> new SincFilter(fromHz, toHz));
  }

  boolean isIdentity() {
    return up == down;
  }

  int taps() {
    return rows[0].length;
  }

  int up() {
    return up;
  }

  int down() {
    return down;
  }

  float[] row(int phase) {
    return rows[phase];
  }

  /// How far an output lies behind the input that it sounds at, in steps of `1 / up` samples. A whole
  /// number of samples, whatever the rates: the middle of a row.
  int delay() {
    return taps() / 2 * up;
  }

  /// Row of one phase, oldest sample first, weights adding up to one so that every phase is equally
  /// loud.
  private static void fill(float[] row, double offset, double cutOff) {
    var taps = row.length;
    var weights = new double[taps];
    var sum = 0d;
    for (var k = 0; k < taps; k++) {
      var t = k - taps / 2d + offset;
      weights[k] = sinc(2 * cutOff * t) * kaiser(2 * t / taps);
      sum += weights[k];
    }
    for (var k = 0; k < taps; k++) {
      row[taps - 1 - k] = (float) (weights[k] / sum);
    }
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel0(BETA * Math.sqrt(1 - x * x)) / bessel0(BETA);
  }

  /// The modified Bessel function of order zero, by its power series.
  private static double bessel0(double x) {
    var sum = 1d;
    var term = 1d;
    for (var k = 1; k < 50; k++) {
      term *= x / 2 / k * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
