package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import org.jspecify.annotations.Nullable;

/// The streams of Opus that follow each other in a container and are heard as one, each by a decoder of
/// its own.
final class OpusLinks {
  /// A recorder that is stopped and started again makes another one; nobody does that so often.
  static final int MOST = 1_000;

  private final boolean apart;
  private final OpusDecoders opus;
  private @Nullable OpusSound sound;
  private int count;
  private long concealed;

  /// @param apart whether channels are told apart
  OpusLinks(boolean apart, OpusDecoders opus) {
    this.apart = apart;
    this.opus = opus;
  }

  /// Another stream begins.
  ///
  /// @param offset of what says so
  void begin(OpusHead head, long offset) throws UnreadableSoundException {
    var channels = apart ? head.channels() : 1;
    Container.expect(sound == null || channels == channels(), "channels", channels,
        "" + channels(), offset);
    count++;
    Container.expect(count <= MOST, "streams one after the other", count, "1.." + MOST, offset);
    concealed = concealed();
    sound = new OpusSound(opus, head, channels);
  }

  /// The one that is heard now; null before the first.
  @Nullable
  OpusSound sound() {
    return sound;
  }

  int channels() {
    return sound == null ? 1 : sound.channels();
  }

  /// How many packets could not be decoded, of all of them.
  long concealed() {
    return concealed + (sound == null ? 0 : sound.concealed());
  }
}
