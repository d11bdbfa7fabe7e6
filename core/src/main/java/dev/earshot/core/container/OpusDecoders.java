package dev.earshot.core.container;

import dev.earshot.core.audio.FrameDecoder;

/// Makes decoders of Opus packets (RFC 6716), which need a library.
@FunctionalInterface
public interface OpusDecoders {
  /// A decoder in its first state. It takes one packet after the other and gives samples at
  /// [dev.earshot.core.audio.Sound#RATE_HZ]; those of two channels take turns. A packet gives at most
  /// 120 ms; one that cannot be decoded is concealed.
  ///
  /// @param channels 1 or 2 that are wanted, whatever was encoded
  /// @param gain that samples are raised by, in 1/256 dB: -32768 to 32767
  FrameDecoder open(int channels, int gain);
}
