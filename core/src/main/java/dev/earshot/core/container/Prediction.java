package dev.earshot.core.container;

import java.util.Arrays;

/// Each sample of a FLAC subframe from those before it and what the prediction got wrong.
final class Prediction {
  private static final int MOST_ORDER = 32;
  /// The fixed predictors are linear ones: polynomials through the last samples.
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final int[] coefficients = new int[MOST_ORDER];
  private int order;
  private int shift;

  /// @param newOrder 0 to 4
  void fixed(int newOrder) {
    linear(newOrder, 0);
    System.arraycopy(FIXED[newOrder], 0, coefficients, 0, newOrder);
  }

  /// @param newOrder 0 to 32
  /// @param newShift bits that the sum is divided by, 0 to 15
  void linear(int newOrder, int newShift) {
    order = newOrder;
    shift = newShift;
    Arrays.fill(coefficients, 0);
  }

  /// Sets the weight of the sample that is `at + 1` before.
  void coefficient(int at, int weight) {
    coefficients[at] = weight;
  }

  /// Adds the prediction to each sample behind the first ones, which are right already.
  void restore(int[] samples, int size) {
    for (var i = order; i < size; i++) {
      var sum = 0L;
      for (var k = 0; k < order; k++) {
        sum += (long) coefficients[k] * samples[i - 1 - k];
      }
      samples[i] += (int) (sum >> shift);
    }
  }
}
