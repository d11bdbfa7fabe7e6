package dev.earshot.gateway.audio;

import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.Sound;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Decodes Opus (RFC 6716), one packet a frame, to 16 kHz whatever rate and channels it was made of: the
/// decoder does that by itself, and exactly. Two channels, where they are asked for, take turns.
///
/// Packets may last 2.5 to 120 ms. One that cannot be decoded is concealed by as much sound as a frame of
/// the codec lasts, made of what was heard before.
public final class OpusFrames implements FrameDecoder {
  /// The longest packet, 120 ms (RFC 6716 section 3.2.5).
  private static final int LONGEST = Sound.RATE_HZ * 120 / 1_000;
  /// Of a packet: 48 frames of 1,275 bytes at the very most; real ones are below 4,000 (section 3.4).
  private static final int LONGEST_BYTES = 61_298;

  private final int channels;
  private final int concealed;
  private final short[] samples;
  private byte[] packet = new byte[512];
  private final OpusDecoder decoder;
  private int from;
  private int to;

  /// Mono, as the frames of these codecs are heard.
  public OpusFrames(Codec codec) {
    this(1, 0, switch (codec) {
      case OPUS -> Sound.RATE_HZ / 100;
      case OPUS_FS320 -> Sound.RATE_HZ / 50;
      case PCM16, PCM8, MULAW, ALAW, FLOAT32, FLAC, OGG_OPUS, WEBM_OPUS ->
        throw new IllegalArgumentException(
            "codec: " + codec + " (expected: opus, opus_fs320)");
    });
  }

  /// For the packets of a container: what core calls `OpusDecoders`.
  ///
  /// @param channels 1 or 2 that are wanted
  /// @param gain in 1/256 dB, -32768 to 32767
  public static FrameDecoder ofContainer(int channels, int gain) {
    return new OpusFrames(channels, gain, Sound.RATE_HZ / 50);
  }

  private OpusFrames(int channels, int gain, int concealed) {
    this.channels = channels;
    this.concealed = concealed;
    this.samples = new short[LONGEST * channels];
    try {
      this.decoder = new OpusDecoder(Sound.RATE_HZ, channels);
    } catch (OpusException e) {
      throw new IllegalStateException("a decoder of 16 kHz can always be made", e);
    }
    decoder.setGain(gain);
  }

  @Override
  public boolean take(ByteBuffer frame) {
    from = 0;
    var length = frame.remaining();
    if (length > 0 && length <= LONGEST_BYTES) { // an empty one means a lost one to the library
      if (packet.length < length) {
        packet = new byte[length];
      }
      frame.get(packet, 0, length);
      to = decode(packet, length, LONGEST);
      if (to > 0) {
        return true;
      }
    }
    to = Math.max(0, decode(null, 0, concealed));
    return false;
  }

  @Override
  public int read(short[] into, int at, int room) {
    var count = Math.min(room, to - from);
    System.arraycopy(samples, from, into, at, count);
    from += count;
    return count;
  }

  /// How many samples the packet gave, of all channels; below zero when it is none. The library fails by exceptions of
  /// several kinds on bytes that are no packet, and by an error where they drive it into a state that it
  /// takes for impossible: then it forgets what it heard.
  private int decode(byte @Nullable [] bytes, int length, int room) {
    try {
      return decoder.decode(bytes, 0, length, samples, 0, room, false) * channels;
    } catch (OpusException | RuntimeException e) {
      return -1;
    } catch (AssertionError e) {
      decoder.resetState();
      return -1;
    }
  }
}
