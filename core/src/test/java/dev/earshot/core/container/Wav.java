package dev.earshot.core.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of WAV streams, right and wrong ones, put together from their chunks.
final class Wav {
  private Wav() {}

  static byte[] riff(byte[]... chunks) {
    return Listening.join("RIFF\0\0\0\0WAVE".getBytes(ISO_8859_1), Listening.join(chunks));
  }

  static byte[] chunk(String name, byte[] body) {
    return chunk(name, body.length, body);
  }

  /// @param size that it says it has
  static byte[] chunk(String name, int size, byte[] body) {
    return buffer(8 + body.length + body.length % 2).put(name.getBytes(ISO_8859_1))
        .putInt(size)
        .put(body)
        .array();
  }

  static byte[] fmt(int encoding, int channels, int rate, int bits) {
    return chunk("fmt ", format(16, encoding, channels, rate, bits).array());
  }

  static byte[] extensible(int encoding, int channels, int rate, int bits) {
    return chunk("fmt ", format(40, 0xfffe, channels, rate, bits).putShort((short) 22)
        .putShort((short) bits)
        .putInt(0)
        .putShort((short) encoding)
        .array());
  }

  static byte[] pcm(int... samples) {
    var bytes = new byte[samples.length * 2];
    for (var i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  private static ByteBuffer format(int size, int encoding, int channels, int rate, int bits) {
    return buffer(size).putShort((short) encoding)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * channels * bits / 8)
        .putShort((short) (channels * bits / 8))
        .putShort((short) bits);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
