package dev.earshot.vosk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import java.util.ArrayList;
import java.util.List;

/// What a [Voice] said.
///
/// @param text all of it
/// @param words the same with times; none where the model has none
record Reply(String text, List<Spoken> words) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double MILLIS = 1_000;

  /// A word; times in milliseconds since the voice's first sample.
  record Spoken(String text, double fromMs, double toMs, double confidence) {}

  /// A result, final or not.
  ///
  /// @param name of the field with the text: `text` or `partial`
  /// @throws Garbled when it is none
  static Reply read(String json, String name) {
    try {
      var reply = JSON.readTree(json);
      if (!reply.path(name).isTextual()) {
        throw new Garbled(name + ": " + reply.path(name).getNodeType() + " (expected: a text)");
      }
      var words = new ArrayList<Spoken>();
      for (var word : reply.path("result")) {
        words.add(word(word));
      }
      return new Reply(reply.path(name).textValue().strip(), words);
    } catch (JacksonException e) { // its message quotes what was said
      throw new Garbled("reply: no JSON, at character "
          + (e.getLocation() == null ? 0 : e.getLocation().getCharOffset()));
    }
  }

  private static Spoken word(JsonNode word) {
    var spoken = new Spoken(word.path("word").asText(), word.path("start").asDouble(-1) * MILLIS,
        word.path("end").asDouble(-1) * MILLIS, word.path("conf").asDouble(1));
    if (!(spoken.fromMs >= 0) || !(spoken.toMs >= spoken.fromMs)) {
      throw new Garbled(
          "word: " + spoken.fromMs + ".." + spoken.toMs + " ms (expected: 0 <= from <= to)");
    }
    return spoken;
  }

  /// The words with times; where there are none, even shares of this range.
  List<Spoken> spoken(double fromMs, double toMs) {
    if (!words.isEmpty() || text.isEmpty()) {
      return words;
    }
    var shown = List.of(text.split("\\s+"));
    var each = (toMs - fromMs) / shown.size();
    var spread = new ArrayList<Spoken>();
    for (var one : shown) {
      var from = fromMs + spread.size() * each;
      spread.add(new Spoken(one, from, from + each, 1));
    }
    return spread;
  }
}
