package dev.earshot.gateway.upstream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.recogniser.RecogniserException.Garbled;

/// The JSON that recognisers speak: objects, not too deep. Whatever else comes is garbled, and no complaint
/// about it quotes what was said.
public final class StrictJson {
  private static final int DEEPEST = 32;
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  private StrictJson() {}

  /// What this text says.
  ///
  /// @throws Garbled where it is no object
  public static JsonNode read(String text) {
    try {
      var json = MAPPER.readTree(text);
      if (!json.isObject()) {
        throw new Garbled("message: " + json.getNodeType() + " (expected: an object)");
      }
      return json;
    } catch (JacksonException e) { // its message quotes what was said
      throw new Garbled("message: no JSON, at character "
          + (e.getLocation() == null ? 0 : e.getLocation().getCharOffset()));
    }
  }

  /// A number that is there.
  ///
  /// @throws Garbled where it is none, or negative
  public static double notNegative(JsonNode json, String name) {
    var number = json.path(name);
    var value = number.asDouble();
    if (!number.isNumber() || !(value >= 0) || Double.isInfinite(value)) {
      throw new Garbled(name + ": " + (number.isNumber() ? value : number.getNodeType())
          + " (expected: a number, >= 0)");
    }
    return value;
  }

  /// A text that is there.
  ///
  /// @throws Garbled where it is none
  public static String text(JsonNode json, String name) {
    var text = json.path(name);
    if (!text.isTextual()) {
      throw new Garbled(name + ": " + text.getNodeType() + " (expected: a text)");
    }
    return text.textValue();
  }

  /// An object to be filled, whose `toString` is what is sent.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
