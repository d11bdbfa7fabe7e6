package dev.earshot.core.audio;

/// Makes decoders for the packets of one stream, so that they can be heard once more.
@FunctionalInterface
public interface FrameDecoders {
  /// A decoder in its first state.
  FrameDecoder fresh();
}
