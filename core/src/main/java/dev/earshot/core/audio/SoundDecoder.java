package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Makes samples of the bytes of one stream, in its capture rate and for all its channels in step.
///
/// The bytes may be cut anywhere. Take some, then read until nothing comes; only then take the next.
/// What is read is decoded no sooner than it is read, a step at a time, so whoever has no room may stop
/// and go on later: few bytes may hold hours, and the bound is the reader's. The bytes that were taken
/// are touched until a read gave 0. Not safe for use by several threads.
public interface SoundDecoder {
  /// How many channels are read, 1 or more.
  int channels();

  /// Takes the next bytes.
  ///
  /// @throws IllegalStateException when those before were not read to their end
  void take(ByteBuffer bytes);

  /// Writes the next samples, as many for each channel.
  ///
  /// @param into an array for each channel
  /// @param at where the first sample goes, in each array
  /// @param room how many samples may be written, 1 or more
  /// @return how many were written, at most `room`; 0 when there are no more until more bytes come
  /// @throws UnreadableSoundException when the bytes cannot be what they should: nothing may be taken or
  ///     read afterwards
  int read(short[][] into, int at, int room) throws UnreadableSoundException;

  /// How many packets could not be decoded until now; something like them took their place, so that the
  /// capture clock goes on.
  default long concealed() {
    return 0;
  }

  /// Decoders for each of the [taken][#take] bytes by themselves, where these are packets of one channel at
  /// 16 kHz; null otherwise.
  default @Nullable FrameDecoders packets() {
    return null;
  }

  /// Raw samples of one or more channels that take turns.
  ///
  /// @param channels 1 or more
  /// @throws IllegalArgumentException for a codec whose decoder needs a library, and for a container
  static SoundDecoder raw(AudioFormat.Codec codec, int channels) {
    return new Interleaved(switch (codec) {
      case PCM8 -> SampleCoding.PCM8;
      case PCM16 -> SampleCoding.PCM16;
      case MULAW -> SampleCoding.MULAW;
      case ALAW -> SampleCoding.ALAW;
      case FLOAT32 -> SampleCoding.FLOAT32;
      case OPUS, OPUS_FS320, FLAC, OGG_OPUS, WEBM_OPUS -> throw new IllegalArgumentException(
          "codec: " + codec + " (expected: raw samples)");
    }, channels);
  }

  /// The average of the channels, as one.
  static SoundDecoder mixed(SoundDecoder channels) {
    return channels.channels() == 1 ? channels : new MixedDown(channels);
  }
}
