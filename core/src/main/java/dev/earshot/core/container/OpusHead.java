package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The first packet of Opus in a container (RFC 7845 section 5.1).
///
/// @param channels 1 or 2
/// @param preSkip samples at 48 kHz that are not to be heard, 0 to 65,535
/// @param rateHz what the sound was made of, as it says itself; anything is possible
/// @param gain that samples are raised by, in 1/256 dB
record OpusHead(int channels, int preSkip, long rateHz, int gain) {
  private static final long MAGIC = 0x4f70757348656164L;
  private static final int BYTES = 19;
  /// The rate that containers count time in.
  static final int CLOCK_HZ = 48_000;

  /// Whether these bytes begin as one does.
  static boolean begins(ByteBuffer packet) {
    return packet.remaining() >= Long.BYTES
        && packet.order(ByteOrder.BIG_ENDIAN).getLong(packet.position()) == MAGIC;
  }

  /// @param offset of these bytes in the stream, or of the element that they are in
  static OpusHead of(ByteBuffer packet, long offset) throws UnreadableSoundException {
    Container.expect(begins(packet) && packet.remaining() >= BYTES, "bytes of OpusHead",
        packet.remaining(), ">= " + BYTES + " with its name first", offset);
    var head = packet.slice().order(ByteOrder.LITTLE_ENDIAN);
    var version = head.get(8) & 0xff;
    Container.expect(version < 16, "version of OpusHead", version, "0..15", offset);
    var channels = head.get(9) & 0xff;
    Container.expect(channels == 1 || channels == 2, "channels", channels, "1..2", offset);
    var family = head.get(18) & 0xff;
    Container.expect(family == 0, "channel mapping", family, "0", offset);
    return new OpusHead(channels, Short.toUnsignedInt(head.getShort(10)),
        Integer.toUnsignedLong(head.getInt(12)), head.getShort(16));
  }

  /// The stream's format; where it says a rate that Opus has not, the one that it can always be made in.
  AudioFormat format(Codec codec) {
    var known = rateHz <= CLOCK_HZ && AudioFormat.rates(codec).contains((int) rateHz);
    return new AudioFormat(codec, known ? (int) rateHz : CLOCK_HZ);
  }
}
