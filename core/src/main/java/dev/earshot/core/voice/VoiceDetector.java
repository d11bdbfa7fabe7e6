package dev.earshot.core.voice;

/// Says of each 10 ms of sound whether there is a voice in it. One detector per stream; not safe for
/// use by several threads.
public interface VoiceDetector {
  /// Samples in one frame: 10 ms at 16 kHz.
  int FRAME = 160;

  /// Whether the next [#FRAME] samples, from `at` on, hold a voice.
  boolean hears(short[] pcm, int at);

  /// Whether what packets of Opus say themselves is as good as what this one hears: then nobody has to decode
  /// them for it.
  default boolean takesPackets() {
    return false;
  }
}
