package dev.earshot.testkit.upstream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Hears packets of Opus, one a message, without a decoder: each says how long it lasts (RFC 6716 section 3.1),
/// and one of [Sentinels] which second it is of. Any other is silence. It shares no code with the gateway.
public final class OpusEar {
  private static final int SAMPLES_PER_MS = 16;
  private static final int MOST_MS = 120;
  private static final int[] MS_OF_SILK = {10, 20, 40, 60};
  private static final int SILK_ENDS = 12;
  private static final int HYBRID_ENDS = 16;
  /// SILK of 16 kHz, one frame of 20 ms, in which its encoder heard a voice.
  private static final int TOC = 9 << 3;
  private static final int VOICE = 0x80;
  private static final int SENTINEL = 0x77656172;

  private OpusEar() {}

  /// The packet of 20 ms that says that it is of this second.
  ///
  /// @param number counts the packets, so that no two are alike
  public static byte[] sentinel(int second, int number) {
    return ByteBuffer.allocate(40)
        .put((byte) TOC)
        .put((byte) VOICE)
        .putInt(SENTINEL)
        .putInt(second)
        .putInt(number)
        .array();
  }

  /// Samples of 16 kHz, 16 bits and little endian, all of which say what the packet says.
  ///
  /// @return null where it is no packet
  static byte @Nullable [] hear(byte[] packet) {
    var samples = samples(packet);
    if (samples <= 0) {
      return null;
    }
    var pcm = new byte[2 * samples];
    var read = ByteBuffer.wrap(packet);
    if (packet.length >= 14 && read.getInt(2) == SENTINEL) {
      var value = read.getInt(6) + 1;
      for (var i = 0; i < pcm.length; i += 2) {
        pcm[i] = (byte) value;
        pcm[i + 1] = (byte) (value >> 8);
      }
    } else {
      Arrays.fill(pcm, (byte) 0);
    }
    return pcm;
  }

  /// How long it lasts; 0 where it cannot be.
  static int samples(byte[] packet) {
    if (packet.length == 0) {
      return 0;
    }
    var config = (packet[0] & 0xff) >> 3;
    var frame = config < SILK_ENDS
        ? MS_OF_SILK[config & 3] * SAMPLES_PER_MS
        : config < HYBRID_ENDS
            ? MS_OF_SILK[config & 1] * SAMPLES_PER_MS
            : 40 << (config & 3);
    var frames = switch (packet[0] & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> packet.length < 2 ? 0 : packet[1] & 0x3f;
    };
    var all = frames * frame;
    return all > MOST_MS * SAMPLES_PER_MS ? 0 : all;
  }
}
