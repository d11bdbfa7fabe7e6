package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Makes samples of the frames of one stream, in its capture rate. Take a frame, then read until no more
/// samples come. Not safe for use by several threads. Streams of several channels, and those with a
/// header, are read by a [SoundDecoder].
public interface FrameDecoder {
  /// Takes the next frame; the bytes are not touched, nor kept, after the samples were read.
  ///
  /// @return whether it was understood; where it was not, the samples conceal it, so that the capture
  ///     clock goes on
  boolean take(ByteBuffer frame);

  /// Writes the next samples of the frame that was taken.
  ///
  /// @return how many were written, at most `room`; 0 when there are no more
  int read(short[] into, int at, int room);

  /// A decoder of raw samples.
  ///
  /// @throws IllegalArgumentException for a codec whose decoder needs a library, and for a container
  static FrameDecoder pcm(AudioFormat.Codec codec) {
    return switch (codec) {
      case PCM16 -> new Pcm16Frames();
      case PCM8 -> new Pcm8Frames();
      case MULAW -> new RawFrames(SampleCoding.MULAW);
      case ALAW -> new RawFrames(SampleCoding.ALAW);
      case FLOAT32 -> new RawFrames(SampleCoding.FLOAT32);
      case OPUS, OPUS_FS320, FLAC, OGG_OPUS, WEBM_OPUS -> throw new IllegalArgumentException(
          "codec: " + codec + " (expected: raw samples)");
    };
  }
}
