package dev.earshot.gateway.dialect.deepgram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.ClientJson;
import dev.earshot.gateway.dialect.deepgram.Options.Model;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every message that a client is sent, field by field; `docs/protocol.md` shows one of each. Seconds
/// are numbers with three decimals.
final class Messages {
  private static final JsonMapper JSON = ClientJson.ready(ClientJson
      .builder(StreamReadConstraints.builder())
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
          JsonInclude.Include.ALWAYS))
      .build());

  private Messages() {}

  /// What was heard in a range.
  record Results(String type, List<Integer> channelIndex, BigDecimal duration, BigDecimal start,
      @JsonProperty("is_final") boolean settled, boolean speechFinal, Alternatives channel,
      Origin metadata, boolean fromFinalize) {}

  /// There is one.
  record Alternatives(List<Alternative> alternatives) {}

  /// @param confidence the mean of the words'
  record Alternative(String transcript, BigDecimal confidence, List<Spoken> words) {}

  /// A word. No recogniser here sets punctuation, so it is written twice alike.
  record Spoken(String word, BigDecimal start, BigDecimal end, BigDecimal confidence,
      String punctuatedWord) {
    static Spoken of(Word word, long earliest, long latest) {
      var from = Math.clamp(word.fromMs(), earliest, latest);
      var to = Math.clamp(word.toMs(), from, latest);
      return new Spoken(word.text(), seconds(from), seconds(to), rounded(word.confidence()),
          word.text());
    }
  }

  /// Which stream said it, and who listened.
  record Origin(String requestId, Model modelInfo, String modelUuid,
      @Nullable Map<String, String> extra) {}

  /// The end of a stream.
  record Metadata(String type, String transactionKey, String requestId, String sha256,
      String created, BigDecimal duration, int channels, List<String> models,
      Map<String, Model> modelInfo, @Nullable List<String> tags,
      @Nullable Map<String, String> extra) {}

  /// No word has come for some time.
  record UtteranceEnd(String type, List<Integer> channel, BigDecimal lastWordEnd) {}

  /// Somebody has begun to speak.
  record SpeechStarted(String type, List<Integer> channel, BigDecimal timestamp) {}

  /// The words of a range; all of them are in it.
  static Alternatives words(List<Word> words, long fromMs, long toMs) {
    var spoken = words.stream().map(word -> Spoken.of(word, fromMs, toMs)).toList();
    var sure = words.stream().mapToDouble(Word::confidence).average().orElse(0);
    return new Alternatives(List.of(new Alternative(
        words.stream().map(Word::text).collect(Collectors.joining(" ")), rounded(sure), spoken)));
  }

  static BigDecimal seconds(long ms) {
    return BigDecimal.valueOf(ms, 3);
  }

  private static BigDecimal rounded(double number) {
    return BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_EVEN);
  }

  /// One of these records as text.
  static String text(Record message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values cannot fail to be written", e);
    }
  }

  /// A client's text: a missing node where it is no JSON, or none that can be relied on.
  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
