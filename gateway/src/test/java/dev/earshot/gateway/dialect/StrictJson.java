package dev.earshot.gateway.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A second opinion on JSON: RFC 8259 and no name twice, of any depth and length. Control characters may stand
/// in a text: between two groups of base64 the parser skips them, as those who wrap lines expect.
final class StrictJson {
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, true)
      .build();
  private static final JsonMapper TREES = JsonMapper.builder(FACTORY)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private StrictJson() {}

  /// Whether it is no JSON, or more than one value.
  static boolean isBroken(String text) {
    try (var parser = FACTORY.createParser(text)) {
      var values = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (parser.getParsingContext().inRoot()) {
          values++;
        }
      }
      return values != 1;
    } catch (JsonProcessingException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a client is told.
  ///
  /// @throws AssertionError where no client could read it
  static JsonNode read(String told) {
    try {
      return TREES.readTree(told);
    } catch (JsonProcessingException e) {
      throw new AssertionError("told: " + told, e);
    }
  }
}
