package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// A codec that behaves as one of packets does: each says how long it lasts and how it sounds. The first few
/// packets that a decoder hears are silent, as it has to get to know the stream.
public final class Hums implements FrameDecoder {
  /// Samples of 2.5 ms.
  private static final int UNIT = 40;

  private int unknown;
  private int pitch;
  private int at;
  private int length;

  /// @param unknown how many packets are silent
  public Hums(int unknown) {
    this.unknown = unknown;
  }

  /// A packet.
  ///
  /// @param millis 3 stands for 2.5
  /// @param bytes how long it is, 2 or more
  public static byte[] packet(RandomGenerator random, int millis, int bytes) {
    var packet = new byte[bytes];
    random.nextBytes(packet);
    packet[0] = (byte) (millis * 2 / 5);
    return packet;
  }

  @Override
  public boolean take(ByteBuffer packet) {
    at = 0;
    var understood = packet.remaining() >= 2;
    length = UNIT * (understood ? packet.get() & 0xff : 4);
    pitch = understood && unknown == 0 ? 1 + (packet.get() & 0xff) : 0;
    unknown = Math.max(0, unknown - 1);
    packet.position(packet.limit());
    return understood;
  }

  @Override
  public int read(short[] into, int from, int room) {
    var count = Math.min(room, length - at);
    for (var i = 0; i < count; i++) {
      into[from + i] = (short) (pitch * ++at);
    }
    return count;
  }
}
