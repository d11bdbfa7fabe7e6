package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.dialect.ClientJson;

/// JSON within the bounds of this dialect.
final class Json {
  /// The longest sound of one message, 15 MiB, in base64.
  private static final int LONGEST_STRING = (15 * 1024 * 1024 + 2) / 3 * 4;

  /// Nothing behind the value, and no name twice.
  static final JsonMapper MAPPER = ClientJson.ready(ClientJson
      .builder(StreamReadConstraints.builder().maxStringLength(LONGEST_STRING))
      .build());

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String text(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }
}
