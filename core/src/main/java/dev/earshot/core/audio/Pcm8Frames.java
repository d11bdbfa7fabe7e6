package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Reads unsigned 8-bit samples: 128 is silence.
final class Pcm8Frames implements FrameDecoder {
  private static final int SILENCE = 128;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer frame = NOTHING;

  @Override
  public boolean take(ByteBuffer next) {
    frame = next;
    return true;
  }

  @Override
  public int read(short[] into, int at, int room) {
    var count = Math.min(room, frame.remaining());
    for (var i = 0; i < count; i++) {
      into[at + i] = (short) (((frame.get() & 0xff) - SILENCE) << 8);
    }
    if (!frame.hasRemaining()) {
      frame = NOTHING; // it may be long until the next one comes
    }
    return count;
  }
}
