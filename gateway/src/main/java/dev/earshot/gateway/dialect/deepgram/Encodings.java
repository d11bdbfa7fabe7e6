package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.container.Sniffer.Kind;
import dev.earshot.gateway.dialect.Wish.Sounds;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads out of a query what a client says that its bytes are. Without an encoding they have to be a file
/// or a recording, which says what it is by itself.
final class Encodings {
  private static final String DECODED = "linear16, linear32, mulaw, alaw, flac, opus, ogg-opus; "
      + "none for WAV, FLAC, Ogg and WebM that say it themselves";
  private static final int MOST_CHANNELS = 20;
  private static final int MOST_OF_OPUS = 2;
  private static final int MOST_HERTZ = 192_000;
  private static final int OPUS_HERTZ = 48_000;

  private final ListenQuery query;
  private final boolean apart;

  private Encodings(ListenQuery query) {
    this.query = query;
    this.apart = query.flag(Parameter.MULTICHANNEL);
  }

  /// Empty where a problem was found, which is noted in the query.
  static Optional<Sounds> of(ListenQuery query) {
    return new Encodings(query).read();
  }

  /// The one place that knows what can be decoded.
  private Optional<Sounds> read() {
    return switch (query.text(Parameter.ENCODING, "").toLowerCase(Locale.ROOT)) {
      case "" -> contained(null);
      case "linear16" -> raw(Codec.PCM16);
      case "linear32" -> raw(Codec.FLOAT32);
      case "mulaw" -> raw(Codec.MULAW);
      case "alaw" -> raw(Codec.ALAW);
      case "flac" -> contained(Kind.FLAC);
      case "ogg-opus" -> contained(Kind.OGG);
      case "opus" -> opus();
      default -> {
        query.refuse(Parameter.ENCODING, DECODED);
        channels(MOST_CHANNELS);
        yield Optional.empty();
      }
    };
  }

  private Optional<Sounds> raw(Codec codec) {
    var channels = channels(MOST_CHANNELS);
    var rates = AudioFormat.rates(codec);
    var rate = query.number(Parameter.SAMPLE_RATE);
    if (!rates.contains(rate)) {
      query.refuse(Parameter.SAMPLE_RATE, "one of " + rates + " hertz");
      return Optional.empty();
    }
    var format = new AudioFormat(codec, rate);
    return Optional.of(channels == 1
        ? new Sounds.Frames(format, 1)
        : new Sounds.Woven(format, channels, apart));
  }

  /// Rate and channels stand in the header; what the query says of them changes nothing.
  private Optional<Sounds> contained(@Nullable Kind kind) {
    channels(MOST_CHANNELS);
    hertz();
    return Optional.of(new Sounds.Contained(kind, apart));
  }

  /// A packet of Opus has no rate of its own: any can be decoded to ours.
  private Optional<Sounds> opus() {
    var channels = channels(MOST_OF_OPUS);
    var hertz = hertz();
    var format = new AudioFormat(Codec.OPUS_FS320,
        AudioFormat.rates(Codec.OPUS_FS320).contains(hertz) ? hertz : OPUS_HERTZ);
    return Optional.of(new Sounds.Opus(format, channels, apart));
  }

  private int channels(int most) {
    return query.number(Parameter.CHANNELS, 1, 1, most, "channels");
  }

  private int hertz() {
    return query.number(Parameter.SAMPLE_RATE, OPUS_HERTZ, 1, MOST_HERTZ, "hertz");
  }
}
