package dev.earshot.core.container;

/// A cyclic redundancy check whose highest bit comes first, and which begins with 0.
final class Crc {
  private final int[] table = new int[256];
  private final int shift;
  private final int mask;

  /// @param width in bits: 8, 16 or 32
  /// @param polynomial without its highest bit
  Crc(int width, int polynomial) {
    this.shift = width - 8;
    this.mask = -1 >>> (32 - width);
    for (var i = 0; i < table.length; i++) {
      var value = i << shift;
      for (var bit = 0; bit < 8; bit++) {
        value = (value << 1) ^ ((value >>> (width - 1) & 1) * polynomial);
      }
      table[i] = value & mask;
    }
  }

  /// The check of all bytes before and this one.
  int with(int before, int next) {
    return ((before << 8) ^ table[(before >>> shift ^ next) & 0xff]) & mask;
  }
}
