package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Reads 16-bit little-endian samples out of pieces of bytes that may be cut anywhere, even through a
/// sample: frames of a socket are only pieces of one stream of bytes.
///
/// Not safe for use by several threads.
final class PcmBytes {
  private boolean half;
  private byte low;

  /// Takes all bytes and writes the samples they complete.
  ///
  /// @param into has room behind `at` for half as many samples as there are bytes, rounded up
  /// @return how many samples were written
  int read(ByteBuffer bytes, short[] into, int at) {
    var end = at;
    if (half && bytes.hasRemaining()) {
      into[end++] = sample(low, bytes.get());
      half = false;
    }
    while (bytes.remaining() >= 2) {
      into[end++] = sample(bytes.get(), bytes.get());
    }
    if (bytes.hasRemaining()) {
      low = bytes.get();
      half = true;
    }
    return end - at;
  }

  private static short sample(byte low, byte high) {
    return (short) ((high << 8) | (low & 0xff));
  }
}
