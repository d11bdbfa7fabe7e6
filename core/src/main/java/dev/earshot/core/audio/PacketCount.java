package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Counts the samples of Opus packets, and decodes none: what it is asked to write stays as it was. A frame
/// that is no packet lasts as long as what conceals it.
final class PacketCount implements FrameDecoder {
  private final int concealed;
  private final OpusPacket packet = new OpusPacket();
  private int left;

  /// @param codec one that [is of packets][AudioFormat.Codec#isPackets]
  PacketCount(AudioFormat.Codec codec) {
    this.concealed = Math.toIntExact(codec.concealedMillis() * Sound.RATE_HZ / 1_000);
  }

  @Override
  public boolean take(ByteBuffer frame) {
    var samples = packet.read(frame, frame.position(), frame.remaining());
    frame.position(frame.limit());
    left = samples > 0 ? samples : concealed;
    return samples > 0;
  }

  @Override
  public int read(short[] into, int at, int room) {
    var count = Math.min(room, left);
    left -= count;
    return count;
  }

  /// How long what conceals a frame lasts.
  int concealed() {
    return concealed;
  }
}
