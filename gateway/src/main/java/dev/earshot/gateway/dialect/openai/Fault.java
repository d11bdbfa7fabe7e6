package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What is wrong, as OpenAI's clients read it: in error events, in failed items and in HTTP answers.
///
/// @param type the family: `invalid_request_error`, `server_error`, ...
/// @param code one word for a program
/// @param message for a person: what is wrong and what was expected
/// @param param the field that it is about, as a path; null where it is about none
record Fault(String type, String code, String message, @Nullable String param) {
  private static final String INVALID = "invalid_request_error";

  /// The client can mend it.
  static Fault invalid(String code, String message, @Nullable String param) {
    return new Fault(INVALID, code, message, param);
  }

  /// A field has a value that cannot be honoured.
  ///
  /// @param param the field's path
  /// @param value as it came, or what is wrong with it
  static Fault value(String param, String value, String expected) {
    return invalid("invalid_value", param + ": " + value + " (expected: " + expected + ")", param);
  }

  /// Ours to mend.
  static Fault server(String code, String message) {
    return new Fault("server_error", code, message, null);
  }

  /// Nothing is left to pay with.
  static Fault quota(String message) {
    return new Fault("insufficient_quota", "insufficient_quota", message, null);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("type", type)
        .put("code", code)
        .put("message", message)
        .put("param", param);
  }
}
