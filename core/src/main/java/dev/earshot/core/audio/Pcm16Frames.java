package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads signed 16-bit little-endian samples out of frames that may be cut anywhere, even through a
/// sample: they are only pieces of one stream of bytes.
final class Pcm16Frames implements FrameDecoder {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer frame = NOTHING;
  private boolean half;
  private byte low;

  @Override
  public boolean take(ByteBuffer next) {
    frame = next;
    return true;
  }

  /// Reads samples that begin where the frame goes on: the usual case, and many at once.
  private int whole(short[] into, int at, int room) {
    var count = Math.min(room, frame.remaining() / Short.BYTES);
    if (count == 0) {
      return 0;
    }
    frame.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(into, at, count);
    frame.position(frame.position() + count * Short.BYTES);
    return count;
  }

  @Override
  public int read(short[] into, int at, int room) {
    var end = half ? at : at + whole(into, at, room);
    while (end < at + room && frame.hasRemaining()) {
      var next = frame.get();
      if (half) {
        into[end++] = (short) ((next << 8) | (low & 0xff));
      } else {
        low = next;
      }
      half = !half;
    }
    if (!frame.hasRemaining()) {
      frame = NOTHING; // it may be of many megabytes, and the next one may be long in coming
    }
    return end - at;
  }
}
