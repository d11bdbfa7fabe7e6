package dev.earshot.core.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Writes WebM as browsers and tools do, right and wrong.
final class Webm {
  static final int SEGMENT = 0x18538067;
  static final int CLUSTER = 0x1f43b675;
  static final int TRACKS = 0x1654ae6b;
  static final int SIMPLE_BLOCK = 0xa3;
  static final int BLOCK_GROUP = 0xa0;
  static final int BLOCK = 0xa1;
  static final int DISCARD_PADDING = 0x75a2;
  static final int VOID = 0xec;

  private Webm() {}

  static byte[] element(int id, byte[]... bodies) {
    var body = Listening.join(bodies);
    var out = new BitWriter();
    id(out, id);
    if (body.length < 127) {
      out.bits(0x80 | body.length, 8);
    } else {
      out.bits(1L << 28 | body.length, 32);
    }
    return Listening.join(out.bytes(), body);
  }

  /// An element that nobody knew the size of.
  static byte[] open(int id) {
    var out = new BitWriter();
    id(out, id);
    out.bits(0x01ff_ffff_ffff_ffffL, 64);
    return out.bytes();
  }

  /// Everything before the first cluster, as a browser writes it.
  static byte[] begin(int channels, int preSkip) {
    return Listening.join(element(0x1a45dfa3, element(0x4282, "webm".getBytes(ISO_8859_1))),
        open(SEGMENT), element(0x1549a966, element(0x2ad7b1, new byte[]{15, 66, 64})),
        element(TRACKS, track(1, "A_OPUS", Ogg.head(channels, preSkip))));
  }

  static byte[] track(int number, String codec, byte[] codecPrivate) {
    return element(0xae, element(0xd7, new byte[]{(byte) number}),
        element(0x86, codec.getBytes(ISO_8859_1)), element(0x63a2, codecPrivate));
  }

  /// A packet of track 1.
  static byte[] simple(int... packet) {
    return element(SIMPLE_BLOCK, block(1, 0, packet));
  }

  static byte[] block(int track, int flags, int... packet) {
    var body = new byte[4 + packet.length];
    body[0] = (byte) (0x80 | track);
    body[3] = (byte) flags;
    for (var i = 0; i < packet.length; i++) {
      body[4 + i] = (byte) packet[i];
    }
    return body;
  }

  private static void id(BitWriter out, int id) {
    out.bits(id, (39 - Integer.numberOfLeadingZeros(id)) / 8 * 8);
  }
}
