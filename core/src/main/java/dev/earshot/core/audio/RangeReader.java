package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Opus's range decoder (RFC 6716 section 4.1), as far as the first symbols of a CELT frame need it. Behind
/// the last byte it reads zeros.
final class RangeReader {
  private static final int ONE = 1 << 15;
  private static final int TOP = 31;
  private static final long LEAST = 1L << 23;

  private final ByteBuffer bytes;
  private final int end;
  private int at;
  private int last;
  private long range = 128;
  private long value;
  private int bits = 9;

  /// @param from where the frame begins, whatever the position is
  RangeReader(ByteBuffer bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
    this.last = next();
    this.value = 127L - (last >> 1);
    normalise();
  }

  /// How many bits were read so far, the last of them in part (section 4.1.6.1).
  int tell() {
    return bits - (Long.SIZE - Long.numberOfLeadingZeros(range));
  }

  /// A bit that is 1 once in 2 to the power of `log` (section 4.1.3.2).
  boolean bit(int log) {
    var part = range >> log;
    var is = value < part;
    if (is) {
      range = part;
    } else {
      value -= part;
      range -= part;
    }
    normalise();
    return is;
  }

  /// A number below `count`, which is 256 at the most (section 4.1.5).
  int uniform(int count) {
    var each = range / count;
    var number = count - (int) Math.min(value / each + 1, count);
    update(each, number, number + 1, count);
    return number;
  }

  /// A symbol by its table of what is left, of which the last is 0 (section 4.1.3.3).
  int symbol(int[] left, int log) {
    var each = range >> log;
    var low = range;
    var symbol = -1;
    long high;
    do {
      high = low;
      low = each * left[++symbol];
    } while (value < low);
    value -= low;
    range = high - low;
    normalise();
    return symbol;
  }

  /// Leaves bits out that are at the other end (section 4.1.4).
  void skip(int count) {
    bits += count;
  }

  /// A number of either sign, the rarer the larger (section 4.3.2.1).
  ///
  /// @param zero how often it is 0, of 32,768
  /// @param decay how much rarer each is than the one before, of 16,384
  int laplace(int zero, int decay) {
    var each = range >> 15;
    var at = (int) (ONE - Math.min(value / each + 1, ONE));
    var frequency = zero;
    var low = 0;
    var number = 0;
    if (at >= frequency) {
      number = 1;
      low = frequency;
      frequency = (((ONE - 32 - frequency) * (16_384 - decay)) >> 15) + 1;
      while (frequency > 1 && at >= low + 2 * frequency) {
        frequency *= 2;
        low += frequency;
        frequency = (((frequency - 2) * decay) >> 15) + 1;
        number++;
      }
      if (frequency <= 1) {
        var further = (at - low) >> 1;
        number += further;
        low += 2 * further;
      }
      if (at < low + frequency) {
        number = -number;
      } else {
        low += frequency;
      }
    }
    update(each, low, Math.min(low + frequency, ONE), ONE);
    return number;
  }

  private void update(long each, int low, int high, int total) {
    var behind = each * (total - high);
    value -= behind;
    range = low > 0 ? each * (high - low) : range - behind;
    normalise();
  }

  private void normalise() {
    while (range <= LEAST) {
      bits += Byte.SIZE;
      range <<= Byte.SIZE;
      var before = last;
      last = next();
      var symbol = ((before << Byte.SIZE) | last) >> 1;
      value = ((value << Byte.SIZE) + (0xff & ~symbol)) & ((1L << TOP) - 1);
    }
  }

  private int next() {
    return at < end ? bytes.get(at++) & 0xff : 0;
  }
}
