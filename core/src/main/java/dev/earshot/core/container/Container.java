package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One container: its header says what is in it, then it is a decoder like any other.
sealed interface Container extends SoundDecoder permits WavSound, FlacSound, OggSound, WebmSound {
  /// Reads on through the header.
  ///
  /// @return what is in it, or null when more bytes are needed to know
  /// @throws UnreadableSoundException when it is none, or none that can be decoded
  @Nullable
  AudioFormat open() throws UnreadableSoundException;

  /// The container's format, where its rate is one that we have.
  ///
  /// @param offset of the header
  static AudioFormat format(AudioFormat.Codec codec, long rateHz, long offset)
      throws UnreadableSoundException {
    if (rateHz > Integer.MAX_VALUE || !AudioFormat.rates(codec).contains((int) rateHz)) {
      throw new UnreadableSoundException("sample rate: " + rateHz + " (expected: one of "
          + AudioFormat.rates(codec) + ")", offset);
    }
    return new AudioFormat(codec, (int) rateHz);
  }

  /// Refuses what is out of range.
  static void expect(boolean inRange, String name, long value, String range, long offset)
      throws UnreadableSoundException {
    if (!inRange) {
      throw new UnreadableSoundException(
          name + ": " + value + " (expected: " + range + ")", offset);
    }
  }

  /// The bytes go to the feed that the container was made of.
  Feed feed();

  @Override
  default void take(ByteBuffer bytes) {
    feed().take(bytes);
  }
}
