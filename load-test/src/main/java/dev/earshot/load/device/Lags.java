package dev.earshot.load.device;

import java.util.Arrays;

/// How late the words of one stream were.
final class Lags {
  private static final int FIRST_ROOM = 16;
  private static final double RANK = 0.99;

  private long[] nanos = new long[FIRST_ROOM];
  private int size;

  void add(long lagNanos) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size] = lagNanos;
    size++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// At p99 by the nearest rank: of less than a hundred words the latest one.
  long p99() {
    if (size == 0) {
      throw new IllegalStateException("lags: none (expected: at least one word)");
    }
    var sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(RANK * size) - 1];
  }
}
