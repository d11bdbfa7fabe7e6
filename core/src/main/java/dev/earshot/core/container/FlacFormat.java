package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;

/// What the STREAMINFO block of a FLAC stream says, as far as its frames must agree with it.
///
/// @param channels 1 to 8
/// @param bits of a sample, 4 to 24
record FlacFormat(AudioFormat audio, int channels, int bits) {
  /// Bytes of the block.
  static final int BYTES = 34;
  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 24;

  /// @param offset of these bytes in the stream
  static FlacFormat of(ByteBuffer info, long offset) throws UnreadableSoundException {
    var packed = info.getLong(10); // 20 bits of rate, 3 of channels, 5 of bits, 36 of samples
    var bits = (int) (packed >>> 36 & 0x1f) + 1;
    Container.expect(bits >= LEAST_BITS && bits <= MOST_BITS, "bits per sample", bits,
        LEAST_BITS + ".." + MOST_BITS, offset);
    return new FlacFormat(Container.format(Codec.FLAC, packed >>> 44, offset),
        (int) (packed >>> 41 & 7) + 1, bits);
  }
}
