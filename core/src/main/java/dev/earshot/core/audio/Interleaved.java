package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Reads raw samples of several channels that take turns: one of each, then the next of each. The bytes
/// may be cut anywhere, even through a sample.
public final class Interleaved implements SoundDecoder {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SampleCoding coding;
  private final int channels;
  private final int turn;
  private final ByteBuffer cut;
  private ByteBuffer bytes = NOTHING;

  /// A decoder that has read nothing yet.
  ///
  /// @param channels 1 or more
  public Interleaved(SampleCoding coding, int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels: " + channels + " (expected: >= 1)");
    }
    this.coding = coding;
    this.channels = channels;
    this.turn = coding.bytes() * channels;
    this.cut = ByteBuffer.allocate(turn);
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void take(ByteBuffer next) {
    if (bytes.hasRemaining()) {
      throw new IllegalStateException(
          "bytes: " + bytes.remaining() + " not read yet (expected: 0)");
    }
    bytes = next;
  }

  @Override
  public int read(short[][] into, int at, int room) {
    var end = at + Math.min(room, (cut.position() + bytes.remaining()) / turn);
    var to = at;
    if (to < end && cut.position() > 0) {
      mend();
      write(cut, 0, into, to++);
      cut.clear();
    }
    for (; to < end; to++) {
      write(bytes, bytes.position(), into, to);
      bytes.position(bytes.position() + turn);
    }
    if (to == at && room > 0) {
      cut.put(bytes); // less than a turn
    }
    if (!bytes.hasRemaining()) {
      bytes = NOTHING; // they may be many megabytes, and the next ones may be long in coming
    }
    return to - at;
  }

  private void mend() {
    while (cut.hasRemaining()) {
      cut.put(bytes.get());
    }
  }

  private void write(ByteBuffer from, int index, short[][] into, int at) {
    for (var channel = 0; channel < channels; channel++) {
      into[channel][at] = coding.read(from, index + channel * coding.bytes());
    }
  }
}
