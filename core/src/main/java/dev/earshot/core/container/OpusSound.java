package dev.earshot.core.container;

import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.Sound;
import java.nio.ByteBuffer;

/// The samples of one Opus packet after the other. What the encoder needed before the sound began is
/// left out.
final class OpusSound {
  /// The longest packet: 48 frames of 1,275 bytes (RFC 6716 section 3.4).
  static final int MOST_BYTES = 61_298;
  /// What a packet lasts at most: 120 ms.
  private static final int LONGEST = Sound.RATE_HZ * 120 / 1_000;
  /// Samples of a container's clock for each of ours.
  static final int CLOCK_RATIO = OpusHead.CLOCK_HZ / Sound.RATE_HZ;

  private final FrameDecoder decoder;
  private final int channels;
  private final short[] samples;
  private int toLeaveOut;
  private int from;
  private int to;
  private long concealed;

  /// @param channels 1 or 2 that are wanted
  OpusSound(OpusDecoders opus, OpusHead head, int channels) {
    this.decoder = opus.open(channels, head.gain());
    this.channels = channels;
    this.samples = new short[LONGEST * channels];
    this.toLeaveOut = head.preSkip() / CLOCK_RATIO;
  }

  int channels() {
    return channels;
  }

  /// Decodes a packet, when all samples of the one before were read.
  ///
  /// @return how many samples each channel has, with those that are left out
  int take(ByteBuffer packet) {
    if (!decoder.take(packet)) {
      concealed++;
    }
    var written = 0;
    var read = 0;
    do {
      read = decoder.read(samples, written, samples.length - written);
      written += read;
    } while (read > 0);
    to = written / channels;
    from = Math.min(toLeaveOut, to);
    toLeaveOut -= from;
    return to;
  }

  /// The last samples of the packet are not to be heard.
  void cut(int count) {
    to = Math.max(from, to - count);
  }

  int read(short[][] into, int at, int room) {
    var count = Math.min(room, to - from);
    for (var i = 0; i < count; i++) {
      for (var channel = 0; channel < channels; channel++) {
        into[channel][at + i] = samples[(from + i) * channels + channel];
      }
    }
    from += count;
    return count;
  }

  /// How many packets could not be decoded.
  long concealed() {
    return concealed;
  }
}
