package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.recogniser.Capabilities;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a session's sound is to be made words of. The gateway's recogniser does it, whatever model is
/// named; of the rest only the language is looked at: one that it does not understand is refused.
///
/// @param model any name of 1 to 128 characters; it is told again and changes nothing
/// @param language that the recogniser understands; null where nobody said
/// @param prompt up to 4,096 characters
/// @param delay one of OpenAI's five words; null where nobody said
record Transcribing(String model, @Nullable String language, List<String> languages,
    @Nullable String prompt, List<String> keywords, @Nullable String delay) {
  private static final Set<String> FIELDS = Set.of("model", "language", "languages", "prompt",
      "keywords", "delay");
  private static final Set<String> DELAYS = Set.of("minimal", "low", "medium", "high", "xhigh");
  private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}");
  private static final int LONGEST_MODEL = 128;
  private static final int LONGEST_PROMPT = 4_096;
  private static final int MOST_KEYWORDS = 1_000;
  private static final int LONGEST_KEYWORD = 256;
  private static final int MOST_LANGUAGES = 100;

  Transcribing {
    languages = List.copyOf(languages);
    keywords = List.copyOf(keywords);
  }

  /// Nothing is said but the model.
  static Transcribing by(String model) {
    return new Transcribing(model, null, List.of(), null, List.of(), null);
  }

  /// This, changed by what came; null sets everything back but the model.
  ///
  /// @throws FaultException for what cannot be honoured
  Transcribing merge(String path, JsonNode value, Capabilities engine) {
    if (value.isNull()) {
      return by(model);
    }
    var fields = new Fields(path, value, FIELDS);
    var newModel = fields.text("model", LONGEST_MODEL, model);
    var tags = fields.texts("languages", MOST_LANGUAGES, LONGEST_MODEL, languages);
    return new Transcribing(newModel == null ? model : newModel, language(fields, engine), tags,
        fields.text("prompt", LONGEST_PROMPT, prompt),
        fields.texts("keywords", MOST_KEYWORDS, LONGEST_KEYWORD, keywords),
        fields.has("delay") && !fields.isNull("delay")
            ? fields.choice("delay", DELAYS)
            : fields.has("delay") ? null : delay);
  }

  ObjectNode toJson() {
    var json = Json.object().put("model", model);
    if (language != null) {
      json.put("language", language);
    }
    if (!languages.isEmpty()) {
      languages.forEach(json.putArray("languages")::add);
    }
    if (prompt != null) {
      json.put("prompt", prompt);
    }
    if (!keywords.isEmpty()) {
      keywords.forEach(json.putArray("keywords")::add);
    }
    if (delay != null) {
      json.put("delay", delay);
    }
    return json;
  }

  private @Nullable String language(Fields fields, Capabilities engine) {
    var given = fields.text("language", LONGEST_MODEL, language);
    if (given == null) {
      return null;
    }
    var tag = given.toLowerCase(Locale.ROOT);
    if (!TAG.matcher(tag).matches()) {
      throw fields.wrong("language", "no tag", "a language tag such as en");
    }
    if (!engine.understands(tag)) {
      throw fields.wrong("language", tag, String.join(", ", new TreeSet<>(engine.languages()))
          + " with the recogniser " + engine.name());
    }
    return tag;
  }
}
