package dev.earshot.core.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of WAV files, right and wrong ones, put together from their chunks.
final class Riff {
  private Riff() {}

  static byte[] riff(byte[]... chunks) {
    var all = new ByteArrayOutputStream();
    all.writeBytes("WAVE".getBytes(ISO_8859_1));
    for (var chunk : chunks) {
      all.writeBytes(chunk);
    }
    return chunk("RIFF", all.toByteArray());
  }

  static byte[] chunk(String tag, byte[] body) {
    return buffer(8 + body.length + body.length % 2).put(tag.getBytes(ISO_8859_1))
        .putInt(body.length)
        .put(body)
        .array();
  }

  static byte[] fmt(int encoding, int channels, int rate, int bits) {
    return chunk("fmt ", format(16, encoding, channels, rate, bits).array());
  }

  static byte[] extensible(int rate, byte[] guid) {
    return chunk("fmt ", format(40, 0xFFFE, 1, rate, 16).putShort((short) 22)
        .putShort((short) 16)
        .putInt(4)
        .put(guid)
        .array());
  }

  private static ByteBuffer format(int size, int encoding, int channels, int rate, int bits) {
    return buffer(size).putShort((short) encoding)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * channels * bits / 8)
        .putShort((short) (channels * bits / 8))
        .putShort((short) bits);
  }

  /// The sub-format of an extensible header: an encoding, and the same 14 bytes behind each.
  static byte[] guid(int encoding) {
    return buffer(16).putShort((short) encoding)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0x10)
        .putLong(0x719b3800aa000080L)
        .array();
  }

  static byte[] pcm(int... samples) {
    var bytes = new byte[samples.length * 2];
    for (var i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
