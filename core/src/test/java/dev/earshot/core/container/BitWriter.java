package dev.earshot.core.container;

import java.io.ByteArrayOutputStream;

/// Bits, highest first, as bytes.
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int open;
  private int count;

  /// The lowest bits of a number.
  void bits(long value, int width) {
    for (var i = width - 1; i >= 0; i--) {
      open = open << 1 | (int) (value >> i & 1);
      if (++count == 8) {
        bytes.write(open);
        open = 0;
        count = 0;
      }
    }
  }

  /// So many zeros and a one.
  void unary(int zeros) {
    for (var i = 0; i < zeros; i++) {
      bits(0, 1);
    }
    bits(1, 1);
  }

  void align() {
    if (count > 0) {
      bits(0, 8 - count);
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /// The check of everything until now, which begins with 0: bit by bit, as the formats define it.
  int crc(int width, int polynomial) {
    var crc = 0L;
    for (var next : bytes()) {
      for (var bit = 7; bit >= 0; bit--) {
        var top = (crc >> (width - 1) & 1) ^ (next >> bit & 1);
        crc = ((crc << 1) ^ (top == 1 ? polynomial & 0xffff_ffffL : 0)) & ((1L << width) - 1);
      }
    }
    return (int) crc;
  }
}
