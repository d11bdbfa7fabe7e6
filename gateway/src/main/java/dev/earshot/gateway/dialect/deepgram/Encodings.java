package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client says that its bytes are.
///
/// @param format of each channel
/// @param channels how many take turns in the bytes
/// @param sampleBytes of one sample; 0 where samples do not lie open in the bytes
record Encodings(AudioFormat format, int channels, int sampleBytes) {
  private static final String DECODED = "linear16, linear32, mulaw, alaw";

  /// Empty where a problem was found, which is noted in the query.
  static Optional<Encodings> of(ListenQuery query) {
    var codec = codec(query.text(Parameter.ENCODING));
    if (codec == null) {
      query.refuse(Parameter.ENCODING, DECODED);
    }
    var rate = rate(query, codec == null ? Codec.PCM16 : codec);
    var channels = query.number(Parameter.CHANNELS, 1, 1, 1, "channel");
    return codec == null || rate.isEmpty()
        ? Optional.empty()
        : Optional.of(new Encodings(new AudioFormat(codec, rate.get()), channels,
            sampleBytes(codec)));
  }

  /// The one place that knows what can be decoded; null for everything else.
  private static @Nullable Codec codec(@Nullable String encoding) {
    return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
      case "linear16" -> Codec.PCM16;
      case "linear32" -> Codec.FLOAT32;
      case "mulaw" -> Codec.MULAW;
      case "alaw" -> Codec.ALAW;
      default -> null;
    };
  }

  private static int sampleBytes(Codec codec) {
    return switch (codec) {
      case FLOAT32 -> 4;
      case PCM16 -> 2;
      case PCM8, MULAW, ALAW -> 1;
      case OPUS, OPUS_FS320, FLAC, OGG_OPUS, WEBM_OPUS -> 0;
    };
  }

  private static Optional<Integer> rate(ListenQuery query, Codec codec) {
    var rates = AudioFormat.rates(codec);
    var rate = query.number(Parameter.SAMPLE_RATE);
    if (rates.contains(rate)) {
      return Optional.of(rate);
    }
    query.refuse(Parameter.SAMPLE_RATE, "one of " + rates + " hertz");
    return Optional.empty();
  }

  /// How much sound lies in so many bytes, in milliseconds; `otherwise` where nobody can tell.
  long millisIn(long bytes, long otherwise) {
    return sampleBytes == 0 ? otherwise : format.millisOf(bytes / sampleBytes / channels);
  }
}
