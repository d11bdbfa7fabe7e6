package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;

/// The bits of one FLAC frame after the other, highest first. No byte is fetched before one of its bits
/// is wanted, so both checks cover exactly what was read; what has not come yet is waited for.
final class Bits {
  /// Zeros that may come before a one: more say nothing that could not be said shorter.
  static final int MOST_ZEROS = 1 << 20;
  /// A frame of [FlacFrame#MOST_SAMPLES] that was not compressed at all takes half of it.
  private static final int MOST_BYTES = 1 << 20;
  private static final Crc CRC_8 = new Crc(8, 0x07);
  private static final Crc CRC_16 = new Crc(16, 0x8005);

  private final Feed feed;
  private long window;
  private int count;
  private int zeros;
  private int bytes;
  private int crc8;
  private int crc16;

  Bits(Feed feed) {
    this.feed = feed;
  }

  /// What follows is a frame of its own; bits of the last byte are left out.
  void beginFrame() {
    count = 0;
    bytes = 0;
    crc8 = 0;
    crc16 = 0;
  }

  /// Where the next byte is, since the stream began.
  long offset() {
    return feed.offset();
  }

  /// Whether the next bits are here: at most 32.
  boolean has(int wanted) throws UnreadableSoundException {
    while (count < wanted) {
      var next = feed.next();
      if (next < 0) {
        return false;
      }
      bytes++;
      Container.expect(bytes <= MOST_BYTES, "frame bytes", bytes, "1.." + MOST_BYTES, offset());
      crc8 = CRC_8.with(crc8, next);
      crc16 = CRC_16.with(crc16, next);
      window = window << 8 | next;
      count += 8;
    }
    return true;
  }

  /// The next bits as a number above zero; ask [#has] before. At most 31.
  int read(int wanted) {
    count -= wanted;
    return (int) (window >>> count & ((1L << wanted) - 1));
  }

  /// The next bits as a number with a sign; ask [#has] before. At most 32, and 0 is the number 0.
  int signed(int wanted) {
    if (wanted == 0) {
      return 0;
    }
    count -= wanted;
    return (int) (window >>> count << (64 - wanted) >> (64 - wanted));
  }

  /// How many zeros come before the next one, which is read too; -1 when it has not come yet.
  ///
  /// @throws UnreadableSoundException when they are more than [#MOST_ZEROS]
  int unary() throws UnreadableSoundException {
    while (has(1)) {
      var lead = Math.min(count, Long.numberOfLeadingZeros(window << (64 - count)));
      zeros += lead;
      count -= lead;
      Container.expect(zeros <= MOST_ZEROS, "zeros", zeros, "0.." + MOST_ZEROS, offset());
      if (count > 0) {
        count--;
        var all = zeros;
        zeros = 0;
        return all;
      }
    }
    return -1;
  }

  /// The rest of the byte, which a frame fills with zeros.
  void align() {
    count = 0;
  }

  /// Of the bytes of this frame: 0 when the last one is the right check of the others.
  int crc8() {
    return crc8;
  }

  /// Of the bytes of this frame: 0 when the last two are the right check of the others.
  int crc16() {
    return crc16;
  }
}
