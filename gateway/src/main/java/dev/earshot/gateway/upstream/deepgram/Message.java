package dev.earshot.gateway.upstream.deepgram;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import java.util.ArrayList;
import java.util.List;

/// One message of the service, of which only what we need is read: what is not known is let pass, since the
/// service adds fields over time.
sealed interface Message {
  /// What was heard in a range; times in milliseconds since the first sample.
  record Results(double fromMs, double toMs, boolean isFinal, boolean speechFinal,
      boolean fromFinalize, String transcript, List<Spoken> words) implements Message {}

  /// Somebody begins to speak.
  record SpeechStarted(double atMs) implements Message {}

  /// Nobody has spoken for a while.
  record UtteranceEnd() implements Message {}

  /// The last message of a stream that was asked to end; it may come earlier, too.
  record Metadata() implements Message {}

  /// It gave up.
  ///
  /// @param code as in HTTP; 0 where there is none
  record Failure(int code) implements Message {}

  /// None of our business.
  record Other() implements Message {}

  /// A word; times as in [Results].
  record Spoken(String text, double fromMs, double toMs, double confidence) {}

  JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  /// What a text means.
  ///
  /// @throws Garbled when it is no message of this service
  static Message read(String text) {
    try {
      var json = JSON.readTree(text);
      return switch (json.path("type").asText()) {
        case "Results" -> results(json);
        case "SpeechStarted" -> new SpeechStarted(millis(json, "timestamp"));
        case "UtteranceEnd" -> new UtteranceEnd();
        case "Metadata" -> new Metadata();
        case "Error" -> new Failure(json.path("error_code").asInt());
        case "" -> untyped(json);
        default -> new Other();
      };
    } catch (JacksonException e) { // its message quotes what was said
      throw new Garbled("message: no JSON, at character "
          + (e.getLocation() == null ? 0 : e.getLocation().getCharOffset()));
    }
  }

  private static Message untyped(JsonNode json) {
    if (!json.isObject()) {
      throw new Garbled("message: " + json.getNodeType() + " (expected: an object)");
    }
    return json.has("error_code") ? new Failure(json.path("error_code").asInt()) : new Other();
  }

  private static Results results(JsonNode json) {
    var said = json.path("channel").path("alternatives").path(0);
    var from = millis(json, "start");
    var words = new ArrayList<Spoken>();
    for (var word : said.path("words")) {
      var shown = word.path("punctuated_word").asText(word.path("word").asText());
      if (!shown.isBlank()) {
        words.add(new Spoken(shown.strip(), millis(word, "start"), millis(word, "end"),
            word.path("confidence").asDouble(1)));
      }
    }
    return new Results(from, from + millis(json, "duration"), json.path("is_final").asBoolean(),
        json.path("speech_final").asBoolean(), json.path("from_finalize").asBoolean(),
        said.path("transcript").asText(), words);
  }

  /// Seconds, as milliseconds.
  private static double millis(JsonNode json, String name) {
    var seconds = json.path(name);
    var value = seconds.asDouble() * 1_000;
    if (!seconds.isNumber() || !(value >= 0) || Double.isInfinite(value)) {
      throw new Garbled(name + ": " + seconds.getNodeType()
          + (seconds.isNumber() ? " " + value / 1_000 : "") + " (expected: seconds, >= 0)");
    }
    return value;
  }
}
