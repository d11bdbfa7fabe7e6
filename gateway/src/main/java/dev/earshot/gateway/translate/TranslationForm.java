package dev.earshot.gateway.translate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.translation.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A translation as the seed system keeps it: `{"text":"...","detected_lang":"en"}`.
public final class TranslationForm {
  private static final JsonMapper JSON = new JsonMapper();

  private TranslationForm() {}

  /// As bytes.
  public static byte[] write(Translation translation) {
    return JSON.createObjectNode()
        .put("text", translation.text())
        .put("detected_lang", translation.detected())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The reverse.
  ///
  /// @throws IllegalArgumentException where it is none
  public static Translation read(byte[] bytes) {
    try {
      var tree = JSON.readTree(bytes);
      var detected = tree.path("detected_lang");
      return new Translation(tree.path("text").asText(""),
          detected.isTextual() ? detected.asText() : null);
    } catch (IOException e) {
      throw new IllegalArgumentException("translation: no JSON (expected: text, detected_lang)", e);
    }
  }
}
