package dev.earshot.core.audio;

/// Decodes the [Packets] of windows that follow each other once more, to as many samples as they had.
///
/// A decoder that begins in the middle of a stream lacks what was heard before: the first sound is not what
/// it was, so let it hear a few windows before those that matter. Not safe for use by several threads.
public final class PacketSound {
  private final FrameDecoder decoder;

  /// @param decoder in its first state
  public PacketSound(FrameDecoder decoder) {
    this.decoder = decoder;
  }

  /// The samples of the next window; silence where its packets give fewer.
  ///
  /// @param count how many samples it has
  public short[] hear(Packets packets, int count) {
    var samples = new short[count];
    var lead = Math.clamp(packets.lead(), 0, count);
    read(samples, 0, lead); // the decoder holds the rest of the packet before
    var filled = new int[]{lead};
    var before = new int[]{Math.max(0, -packets.lead())};
    packets.forEach(packet -> {
      decoder.take(packet);
      if (before[0] > 0) {
        before[0] -= read(new short[before[0]], 0, before[0]);
      }
      filled[0] = read(samples, filled[0], count);
    });
    return samples;
  }

  /// Where the samples end that there were.
  private int read(short[] into, int from, int to) {
    var at = from;
    for (var read = 1; read > 0 && at < to; at += read) {
      read = decoder.read(into, at, to - at);
    }
    return at;
  }
}
