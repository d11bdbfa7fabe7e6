package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;

/// The header of one FLAC frame (RFC 9639 section 9.1), gathered byte by byte, for only its first ones
/// say how long it is.
final class FlacHead {
  private static final int[] RATES = {0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000,
      32_000, 44_100, 48_000, 96_000};
  private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};
  private static final int SYNC = 0x7ffc;
  private static final int FIXED_BYTES = 4;
  /// Of a right one 16; one whose number begins with eight ones is read to its check as well.
  private static final int MOST_BYTES = 17;

  /// How the two channels of a frame are made of what is written.
  enum Stereo {
    NONE, LEFT_SIDE, SIDE_RIGHT, MID_SIDE
  }

  private final FlacFormat format;
  private final int[] bytes = new int[MOST_BYTES];
  private int count;
  private int blockSize;
  private Stereo stereo = Stereo.NONE;

  FlacHead(FlacFormat format) {
    this.format = format;
  }

  void begin() {
    count = 0;
  }

  /// Samples of each channel, 1 to 65,536.
  int blockSize() {
    return blockSize;
  }

  Stereo stereo() {
    return stereo;
  }

  /// Bits of a sample of this channel: a difference takes one more.
  int bits(int channel) {
    var isSide = switch (stereo) {
      case NONE -> false;
      case LEFT_SIDE, MID_SIDE -> channel == 1;
      case SIDE_RIGHT -> channel == 0;
    };
    return isSide ? format.bits() + 1 : format.bits();
  }

  /// Reads on.
  ///
  /// @return whether all is here; then it agrees with the stream's format
  boolean read(Bits bits) throws UnreadableSoundException {
    while (count < length()) {
      if (!bits.has(8)) {
        return false;
      }
      bytes[count++] = bits.read(8);
      if (count == 2) {
        var sync = (bytes[0] << 8 | bytes[1]) >> 1;
        Container.expect(sync == SYNC, "frame sync", sync, "" + SYNC, bits.offset());
      }
    }
    Container.expect(bits.crc8() == 0, "check of the frame's header", bits.crc8(), "0",
        bits.offset());
    understand(bits.offset());
    return true;
  }

  /// As far as it is known yet: four bytes, a number of one to seven, its extras, and the check.
  private int length() {
    return count <= FIXED_BYTES
        ? FIXED_BYTES + 1
        : FIXED_BYTES + numberBytes() + sizeBytes() + rateBytes() + 1;
  }

  /// As in UTF-8, by the ones that the number's first byte begins with.
  private int numberBytes() {
    var ones = Integer.numberOfLeadingZeros(~(bytes[FIXED_BYTES] << 24));
    return ones == 0 ? 1 : ones;
  }

  private int sizeBytes() {
    return switch (bytes[2] >> 4) {
      case 6 -> 1;
      case 7 -> 2;
      default -> 0;
    };
  }

  private int rateBytes() {
    return switch (bytes[2] & 0xf) {
      case 12 -> 1;
      case 13, 14 -> 2;
      default -> 0;
    };
  }

  private void understand(long offset) throws UnreadableSoundException {
    var number = bytes[FIXED_BYTES];
    Container.expect(number < 0x80 || (number >= 0xc0 && number < 0xff), "frame number", number,
        "a coded number", offset);
    Container.expect((bytes[3] & 1) == 0, "reserved bit", 1, "0", offset);
    var extra = FIXED_BYTES + numberBytes();
    blockSize = size(bytes[2] >> 4, extra);
    Container.expect(blockSize >= 1, "block size", blockSize, "1..65536", offset);
    checkRate(bytes[2] & 0xf, extra + sizeBytes(), offset);
    var sampleBits = BITS[bytes[3] >> 1 & 7];
    Container.expect(sampleBits == 0 || sampleBits == format.bits(), "bits per sample", sampleBits,
        "" + format.bits(), offset);
    checkChannels(bytes[3] >> 4, offset);
  }

  private int size(int code, int extra) {
    return switch (code) {
      case 0 -> 0;
      case 1 -> 192;
      case 2, 3, 4, 5 -> 144 << code;
      case 6 -> bytes[extra] + 1;
      case 7 -> number(extra) + 1;
      default -> 1 << code;
    };
  }

  private void checkRate(int code, int extra, long offset) throws UnreadableSoundException {
    var rate = switch (code) {
      case 12 -> bytes[extra] * 1_000;
      case 13 -> number(extra);
      case 14 -> number(extra) * 10;
      case 15 -> -1;
      default -> RATES[code];
    };
    var expected = format.audio().sampleRateHz();
    Container.expect(code == 0 || rate == expected, "sample rate", rate, "" + expected, offset);
  }

  private void checkChannels(int code, long offset) throws UnreadableSoundException {
    stereo = switch (code) {
      case 8 -> Stereo.LEFT_SIDE;
      case 9 -> Stereo.SIDE_RIGHT;
      case 10 -> Stereo.MID_SIDE;
      default -> Stereo.NONE;
    };
    Container.expect(code <= 10, "channel assignment", code, "0..10", offset);
    var channels = stereo == Stereo.NONE ? code + 1 : 2;
    Container.expect(channels == format.channels(), "channels", channels,
        "" + format.channels(), offset);
  }

  private int number(int at) {
    return bytes[at] << 8 | bytes[at + 1];
  }
}
