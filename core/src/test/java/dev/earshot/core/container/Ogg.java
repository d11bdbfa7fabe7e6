package dev.earshot.core.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes Ogg pages with Opus in them, right and wrong ones.
final class Ogg {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  private Ogg() {}

  /// The packet that says what comes.
  static byte[] head(int channels, int preSkip) {
    return ByteBuffer.allocate(19)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OpusHead".getBytes(ISO_8859_1))
        .put((byte) 1)
        .put((byte) channels)
        .putShort((short) preSkip)
        .putInt(16_000)
        .putShort((short) 0)
        .put((byte) 0)
        .array();
  }

  static byte[] tags(int size) {
    return Arrays.copyOf("OpusTags".getBytes(ISO_8859_1), size);
  }

  /// The first two pages of a stream.
  static byte[] begin(int serial, int channels, int preSkip) {
    return Listening.join(page(FIRST, 0, serial, head(channels, preSkip)),
        page(0, 0, serial, tags(20)));
  }

  /// A page of whole packets.
  static byte[] page(int flags, long granule, int serial, byte[]... packets) {
    var lacing = new byte[0][];
    for (var packet : packets) {
      lacing = Arrays.copyOf(lacing, lacing.length + 1);
      lacing[lacing.length - 1] = lacing(packet.length, true);
    }
    return laced(flags, granule, serial, Listening.join(lacing), Listening.join(packets));
  }

  /// The lengths of a packet's segments.
  ///
  /// @param isWhole whether it ends here; otherwise the size is a multiple of 255
  static byte[] lacing(int size, boolean isWhole) {
    var lacing = new byte[size / 255 + (isWhole ? 1 : 0)];
    Arrays.fill(lacing, (byte) 255);
    if (isWhole) {
      lacing[lacing.length - 1] = (byte) (size % 255);
    }
    return lacing;
  }

  /// A page of any segments.
  static byte[] laced(int flags, long granule, int serial, byte[] lacing, byte[] body) {
    var page = ByteBuffer.allocate(27 + lacing.length + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("OggS".getBytes(ISO_8859_1))
        .put((byte) 0)
        .put((byte) flags)
        .putLong(granule)
        .putInt(serial)
        .putInt(0)
        .putInt(0)
        .put((byte) lacing.length)
        .put(lacing)
        .put(body);
    var bits = new BitWriter();
    for (var next : page.array()) {
      bits.bits(next, 8);
    }
    return page.putInt(22, bits.crc(32, 0x04c11db7)).array();
  }
}
