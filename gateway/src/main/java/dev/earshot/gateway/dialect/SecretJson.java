package dev.earshot.gateway.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Writes answers that have a secret in them, which stays in no buffer of a thread.
public final class SecretJson {
  private static final JsonMapper MAPPER = ClientJson.forgetful(StreamReadConstraints.builder())
      .build();

  private SecretJson() {}

  /// This value as JSON.
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("value: cannot be written as JSON", e);
    }
  }
}
