package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Packets;

/// One message to a recogniser.
public sealed interface Frame {
  /// Words of its protocol.
  record Text(String text) implements Frame {
    /// What is said may be a key or a word of the client.
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /// Packets of Opus, each a message of its own: nothing else tells where one ends.
  record Packed(Packets packets) implements Frame {}

  /// A piece of sound.
  ///
  /// @param pcm 16-bit samples, which go out in two bytes each, the lower one first; nobody may write to them
  ///     any more
  @SuppressWarnings("ArrayRecordComponent") // a frame is compared with nothing
  record Samples(short[] pcm) implements Frame {
    @Override
    public String toString() {
      return "Samples[" + pcm.length + "]";
    }
  }
}
