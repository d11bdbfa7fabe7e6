package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Notes the packets of the window that is being gathered. Where they take more room than its samples do,
/// these are better kept, and the window carries no packets.
final class PacketLog {
  /// What a window of 100 ms takes at 16 to 24 kbit/s.
  private static final int USUAL = 320;
  /// Bytes of the length of a packet, at most: 28 bits.
  private static final int LENGTH_BYTES = 4;

  private final FrameDecoders decoders;
  private final int most;
  private byte[] bytes = new byte[USUAL];
  private int used;
  private int lead;
  private boolean begun;
  private boolean tooMuch;

  /// @param most bytes of the packets of a window
  PacketLog(FrameDecoders decoders, int most) {
    this.decoders = decoders;
    this.most = most;
  }

  /// A place begins where a packet was none; as many samples as conceal it are counted next.
  ///
  /// @param gathered how many samples the window had before it
  void lost(int samples, int gathered) {
    began(ByteBuffer.wrap(new byte[]{OpusPacket.lost(samples)}), 0, 1, gathered);
  }

  /// A packet begins; its samples are gathered next.
  ///
  /// @param from what holds it; its position does not matter
  /// @param at where in there it begins
  /// @param length in bytes; 0 where it was not understood
  /// @param gathered how many samples the window had before it
  void began(ByteBuffer from, int at, int length, int gathered) {
    if (!begun) {
      begun = true;
      lead = gathered;
    }
    tooMuch |= length > most - LENGTH_BYTES - used;
    if (tooMuch) {
      return;
    }
    if (bytes.length < used + LENGTH_BYTES + length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + LENGTH_BYTES + length));
    }
    var rest = length;
    for (; rest > 0x7f; rest >>>= 7) {
      bytes[used++] = (byte) (rest | 0x80);
    }
    bytes[used++] = (byte) rest;
    from.get(at, bytes, used, length);
    used += length;
  }

  /// The packets of the window that ends here, or null where there is too much of them.
  ///
  /// @param gathered how many samples it has
  @Nullable
  Packets cut(int gathered) {
    var packets = tooMuch
        ? null
        : new Packets(begun ? lead : gathered, Arrays.copyOf(bytes, used), decoders);
    used = 0;
    begun = false;
    tooMuch = false;
    return packets;
  }
}
