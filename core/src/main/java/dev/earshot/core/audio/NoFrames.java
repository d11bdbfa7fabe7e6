package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Stands where samples are decoded elsewhere: there is no frame to take.
///
/// @param codec of those samples
record NoFrames(AudioFormat.Codec codec) implements FrameDecoder {
  @Override
  public boolean take(ByteBuffer frame) {
    throw new IllegalStateException("frame: of " + codec + " (expected: samples)");
  }

  @Override
  public int read(short[] into, int at, int room) {
    return 0;
  }
}
