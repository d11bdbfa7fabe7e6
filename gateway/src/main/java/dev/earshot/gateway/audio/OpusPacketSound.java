package dev.earshot.gateway.audio;

import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.SoundDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Opus without a container: each message is a packet. One that cannot be decoded is concealed.
public final class OpusPacketSound implements SoundDecoder {
  /// The longest packet lasts 120 ms.
  private static final int LONGEST = Sound.RATE_HZ * 120 / 1_000;

  private final FrameDecoder decoder;
  private final int channels;
  private final short[] samples;
  private long concealed;

  /// A decoder that has read nothing yet.
  ///
  /// @param channels 1 or 2 that are wanted; packets of two are heard as one where one is wanted
  public OpusPacketSound(int channels) {
    this.decoder = decoder(channels);
    this.channels = channels;
    this.samples = new short[LONGEST * channels];
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void take(ByteBuffer packet) {
    if (!decoder.take(packet)) {
      concealed++;
    }
  }

  @Override
  public int read(short[][] into, int at, int room) {
    var count = decoder.read(samples, 0, Math.min(samples.length, room * channels)) / channels;
    for (var i = 0; i < count; i++) {
      for (var channel = 0; channel < channels; channel++) {
        into[channel][at + i] = samples[i * channels + channel];
      }
    }
    return count;
  }

  @Override
  public long concealed() {
    return concealed;
  }

  @Override
  public @Nullable FrameDecoders packets() {
    return channels == 1 ? () -> decoder(1) : null;
  }

  private static FrameDecoder decoder(int channels) {
    return OpusFrames.ofContainer(channels, 0);
  }
}
