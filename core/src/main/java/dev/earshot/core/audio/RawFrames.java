package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Reads the raw samples of one channel out of frames that may be cut anywhere, even through a sample.
final class RawFrames implements FrameDecoder {
  private final Interleaved sound;
  private final short[][] into = new short[1][];

  RawFrames(SampleCoding coding) {
    this.sound = new Interleaved(coding, 1);
  }

  @Override
  public boolean take(ByteBuffer frame) {
    sound.take(frame);
    return true;
  }

  @Override
  public int read(short[] samples, int at, int room) {
    into[0] = samples;
    return sound.read(into, at, room);
  }
}
