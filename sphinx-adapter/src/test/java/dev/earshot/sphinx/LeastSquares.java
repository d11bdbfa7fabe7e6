package dev.earshot.sphinx;

import java.util.Arrays;

/// Finds the linear map that best predicts `y` from `x`, over as many pairs as are added, and how much
/// wider or narrower `y` varies.
final class LeastSquares {
  /// Keeps the equations solvable where one input hardly varies.
  private static final double RIDGE = 1e-3;

  private final int width;
  private final double[][] xx;
  private final double[][] xy;
  private final double[] y2;

  LeastSquares(int width) {
    this.width = width;
    this.xx = new double[width][width];
    this.xy = new double[width][width];
    this.y2 = new double[width];
  }

  void add(double[] x, double[] y) {
    for (var i = 0; i < width; i++) {
      y2[i] += y[i] * y[i];
      for (var j = 0; j < width; j++) {
        xx[i][j] += x[i] * x[j];
        xy[i][j] += x[i] * y[j];
      }
    }
  }

  /// The map, row by row: `y[j] = sum of matrix[j][i] * x[i]`.
  double[][] matrix() {
    var rows = new double[width][2 * width];
    for (var i = 0; i < width; i++) {
      System.arraycopy(xx[i], 0, rows[i], 0, width);
      System.arraycopy(xy[i], 0, rows[i], width, width);
      rows[i][i] += RIDGE;
    }
    for (var i = 0; i < width; i++) { // symmetric and positive: no pivoting needed
      for (var k = 0; k < width; k++) {
        if (k != i) {
          var factor = rows[k][i] / rows[i][i];
          for (var j = i; j < 2 * width; j++) {
            rows[k][j] -= factor * rows[i][j];
          }
        }
      }
    }
    var matrix = new double[width][width];
    for (var i = 0; i < width; i++) {
      for (var j = 0; j < width; j++) {
        matrix[j][i] = rows[i][width + j] / rows[i][i];
      }
    }
    return matrix;
  }

  /// By how much the variance of `y` is greater than that of `x`, both of mean zero.
  double[] widening() {
    var widening = new double[width];
    Arrays.setAll(widening, i -> y2[i] / xx[i][i]);
    return widening;
  }
}
