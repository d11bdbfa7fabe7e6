package dev.earshot.load.device;

/// How devices write their sound.
public enum Codec {
  /// Samples of 16 bits, little endian.
  PCM16,
  /// Packets of 24 kbit/s, one a frame.
  OPUS
}
