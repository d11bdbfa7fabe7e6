package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.List;
import java.util.Set;

/// What the decoded sound of a session is: mono, one of OpenAI's three encodings.
///
/// @param rate in hertz; OpenAI has 24,000 for PCM, the others are ours
record InputFormat(Encoding encoding, int rate) {
  /// As it is where nobody says anything.
  static final InputFormat USUAL = new InputFormat(Encoding.PCM, 24_000);

  static final List<Integer> PCM_RATES = List.of(8_000, 16_000, 24_000, 48_000);
  private static final int G711_RATE = 8_000;

  /// How a sample is written.
  enum Encoding {
    /// 16 bits, little endian.
    PCM("audio/pcm", "pcm16"),
    /// G.711, as in America and Japan.
    PCMU("audio/pcmu", "g711_ulaw"),
    /// G.711, as elsewhere.
    PCMA("audio/pcma", "g711_alaw");

    private final String type;
    private final String beta;

    Encoding(String type, String beta) {
      this.type = type;
      this.beta = beta;
    }

    private int bytes() {
      return this == PCM ? 2 : 1;
    }
  }

  /// Reads the documented shape: `{"type":"audio/pcm","rate":24000}`.
  ///
  /// @throws FaultException for anything else
  static InputFormat read(String path, JsonNode value) {
    var fields = new Fields(path, value, Set.of("type", "rate"));
    var type = fields.choice("type", Set.of(Encoding.PCM.type, Encoding.PCMU.type,
        Encoding.PCMA.type));
    if (!type.equals(Encoding.PCM.type)) {
      return new InputFormat(type.equals(Encoding.PCMU.type) ? Encoding.PCMU : Encoding.PCMA,
          fields.whole("rate", G711_RATE, G711_RATE, G711_RATE));
    }
    var rate = fields.whole("rate", 1, 48_000, USUAL.rate);
    if (!PCM_RATES.contains(rate)) {
      throw fields.wrong("rate", String.valueOf(rate), "one of " + PCM_RATES + " hertz");
    }
    return new InputFormat(Encoding.PCM, rate);
  }

  /// Reads the shape of the beta: `pcm16`, `g711_ulaw`, `g711_alaw`.
  ///
  /// @throws FaultException for anything else
  static InputFormat readBeta(Fields fields, String name) {
    var value = fields.choice(name, Set.of(Encoding.PCM.beta, Encoding.PCMU.beta,
        Encoding.PCMA.beta));
    for (var encoding : Encoding.values()) {
      if (encoding.beta.equals(value)) {
        return encoding == Encoding.PCM ? USUAL : new InputFormat(encoding, G711_RATE);
      }
    }
    throw new IllegalStateException("a choice among the names of encodings");
  }

  ObjectNode toJson() {
    var json = Json.object().put("type", encoding.type);
    return encoding == Encoding.PCM ? json.put("rate", rate) : json;
  }

  String toBetaName() {
    return encoding.beta;
  }

  /// As the rest of the house calls it.
  AudioFormat toAudio() {
    return switch (encoding) {
      case PCM -> AudioFormat.pcm16(rate);
      case PCMU -> new AudioFormat(Codec.MULAW, rate);
      case PCMA -> new AudioFormat(Codec.ALAW, rate);
    };
  }

  /// How long so many bytes last, in whole milliseconds: for cumulative counts.
  long millisOf(long bytes) {
    return bytes / encoding.bytes() * 1_000 / rate;
  }
}
