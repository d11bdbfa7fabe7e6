package dev.earshot.core.audio;

import java.util.List;

/// What the client's audio frames hold: the codec and the rate of each channel.
///
/// @param codec how samples are written
/// @param sampleRateHz one of [#RATES], and for Opus one that Opus has: what the sound was made of, where
///     the client tells it
public record AudioFormat(Codec codec, int sampleRateHz) {
  /// The rates that can be asked for, in hertz.
  public static final List<Integer> RATES = List.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000,
      32_000, 44_100, 48_000);

  /// How samples are written into bytes.
  public enum Codec {
    /// Signed 16-bit, little endian.
    PCM16,
    /// Unsigned 8-bit.
    PCM8,
    /// One Opus packet a frame (RFC 6716), of 10 ms where one is lost.
    OPUS,
    /// One Opus packet a frame, of 20 ms where one is lost.
    OPUS_FS320,
    /// G.711 mu-law, 8 bits.
    MULAW,
    /// G.711 A-law, 8 bits.
    ALAW,
    /// 32-bit floating point, little endian, full scale at 1.
    FLOAT32,
    /// A stream of bytes with a header: FLAC (RFC 9639).
    FLAC,
    /// A stream of bytes with a header: Opus in Ogg (RFC 7845).
    OGG_OPUS,
    /// A stream of bytes with a header: Opus in WebM, as browsers record it.
    WEBM_OPUS;

    /// Whether a library decodes it, and gives samples at [Sound#RATE_HZ] whatever rate it was made of.
    public boolean isOpus() {
      return switch (this) {
        case OPUS, OPUS_FS320, OGG_OPUS, WEBM_OPUS -> true;
        case PCM16, PCM8, MULAW, ALAW, FLOAT32, FLAC -> false;
      };
    }

    /// Whether each frame is one Opus packet of one channel, by itself.
    public boolean isPackets() {
      return concealedMillis() > 0;
    }

    /// How long what takes the place of a frame lasts that is no packet, in milliseconds; 0 where frames
    /// are no packets.
    public long concealedMillis() {
      return switch (this) {
        case OPUS -> 10;
        case OPUS_FS320 -> 20;
        case PCM8, PCM16, MULAW, ALAW, FLOAT32, FLAC, OGG_OPUS, WEBM_OPUS -> 0;
      };
    }

    /// Whether its bytes are one stream with a header, and frames may cut it anywhere. A few of them may
    /// hold much sound; a [SoundDecoder] reads them.
    public boolean isContainer() {
      return switch (this) {
        case FLAC, OGG_OPUS, WEBM_OPUS -> true;
        case PCM16, PCM8, OPUS, OPUS_FS320, MULAW, ALAW, FLOAT32 -> false;
      };
    }
  }

  private static final List<Integer> OPUS_RATES = List.of(8_000, 12_000, 16_000, 24_000, 48_000);

  public AudioFormat {
    var rates = rates(codec);
    if (!rates.contains(sampleRateHz)) {
      throw new IllegalArgumentException(
          "sampleRateHz: " + sampleRateHz + " (expected: one of " + rates + ")");
    }
  }

  public static AudioFormat pcm16(int sampleRateHz) {
    return new AudioFormat(Codec.PCM16, sampleRateHz);
  }

  /// The rates that this codec can have.
  public static List<Integer> rates(Codec codec) {
    return codec.isOpus() ? OPUS_RATES : RATES;
  }

  /// Samples of the capture clock in a second: those that the decoder gives.
  public int captureRateHz() {
    return codec.isOpus() ? Sound.RATE_HZ : sampleRateHz;
  }

  /// How many whole milliseconds this many samples last. Floored, so apply it to cumulative counts.
  public long millisOf(long samples) {
    return samples * 1_000L / captureRateHz();
  }

  /// How many samples have passed when this many milliseconds have. Rounded up, so that
  /// `millisOf(samplesIn(ms)) == ms`.
  public long samplesIn(long millis) {
    return Math.ceilDiv(millis * captureRateHz(), 1_000L);
  }
}
