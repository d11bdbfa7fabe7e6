package dev.earshot.gateway.upstream.vosk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.gateway.upstream.StrictJson;
import java.util.ArrayList;
import java.util.List;

/// What Vosk says to a frame.
sealed interface Reply {
  double MILLIS = 1_000;

  /// What it takes the words to be so far; empty in silence.
  record Guess(String text) implements Reply {}

  /// What was said since the last one.
  ///
  /// @param words none where its model has no times, or nothing was said
  record Result(String text, List<Spoken> words) implements Reply {}

  /// A word; times in milliseconds since the first sample.
  record Spoken(String text, double fromMs, double toMs, double confidence) {}

  /// What a text means.
  ///
  /// @throws Garbled when it is no reply of Vosk's
  static Reply read(String text) {
    var json = StrictJson.read(text);
    if (json.has("partial")) {
      return new Guess(StrictJson.text(json, "partial").strip());
    }
    var words = new ArrayList<Spoken>();
    var result = json.path("result");
    if (!result.isMissingNode() && !result.isArray()) {
      throw new Garbled("result: " + result.getNodeType() + " (expected: words)");
    }
    for (var one : result) {
      var word = word(one);
      if (!word.text().isBlank()) {
        words.add(word);
      }
    }
    return new Result(StrictJson.text(json, "text").strip(), words);
  }

  private static Spoken word(JsonNode word) {
    return new Spoken(StrictJson.text(word, "word"), StrictJson.notNegative(word, "start") * MILLIS,
        StrictJson.notNegative(word, "end") * MILLIS, StrictJson.notNegative(word, "conf"));
  }
}
