package dev.earshot.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.dialect.ClientJson;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What stands in the bodies of admin requests. Everything that does not fit is an
/// [IllegalArgumentException] that says what would.
public final class Bodies {
  private static final JsonMapper JSON = ClientJson.ready(new JsonMapper());
  private static final long MOST_MINUTES = 1_000_000;

  private Bodies() {}

  /// The object that the body is.
  public static JsonNode object(String body) {
    try {
      var read = JSON.readTree(body);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // told below
    }
    throw new IllegalArgumentException("body: not an object (expected: JSON such as "
        + "{\"minutes\": 30})");
  }

  static Duration minutes(JsonNode body, long least) {
    var minutes = body.path("minutes");
    if (!minutes.isIntegralNumber() || !minutes.canConvertToLong() || minutes.asLong() < least
        || minutes.asLong() > MOST_MINUTES) {
      throw new IllegalArgumentException("minutes: " + (minutes.isMissingNode() ? "none" : minutes)
          + " (expected: " + least + ".." + MOST_MINUTES + ")");
    }
    return Duration.ofMinutes(minutes.asLong());
  }

  /// What each month grants; null where the body says nothing of it.
  static @Nullable MonthlyGrant grant(JsonNode body) {
    return body.path("unlimited").asBoolean(false)
        ? MonthlyGrant.unlimited()
        : body.has("minutes") ? MonthlyGrant.of(minutes(body, 0)) : null;
  }
}
