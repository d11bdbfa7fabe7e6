package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A segment that a client with a recogniser of its own has made.
///
/// @param text 1 to 4,000 characters
/// @param speaker number of its `SPEAKER_n`; 0 when it has none
/// @param fromMs where it begins, in milliseconds since the stream began
/// @param toMs where it ends, not before that
/// @param isUser whether the client says that its wearer speaks
/// @param provider as the client calls its recogniser, or null
record Suggestion(String text, int speaker, long fromMs, long toMs, boolean isUser,
    @Nullable String provider) {
  private static final int LONGEST_TEXT = 4_000;
  private static final double LONGEST_SECONDS = 86_400;
  private static final Pattern SPEAKER = Pattern.compile("SPEAKER_(\\d{1,3})");

  /// Reads one.
  ///
  /// @throws IllegalArgumentException when it cannot be used: the text names the field and what was
  ///     expected, and holds nothing of what the client said
  static Suggestion read(JsonNode segment, @Nullable String provider) {
    if (!segment.isObject()) {
      throw new IllegalArgumentException(
          "segment: no object (expected: text, is_user, start, end)");
    }
    var text = segment.path("text");
    if (!text.isTextual() || text.asText().isEmpty() || text.asText().length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("text: missing, empty or too long (expected: 1.."
          + LONGEST_TEXT + " characters)");
    }
    if (!segment.path("is_user").isBoolean()) {
      throw new IllegalArgumentException("is_user: missing (expected: true or false)");
    }
    var start = seconds(segment, "start");
    var end = seconds(segment, "end");
    if (end < start) {
      throw new IllegalArgumentException("end: " + end + " (expected: >= start " + start + ")");
    }
    return new Suggestion(text.asText(), speaker(segment), Math.round(start * 1_000),
        Math.round(end * 1_000), segment.path("is_user").asBoolean(), provider);
  }

  private static double seconds(JsonNode segment, String name) {
    var value = segment.path(name);
    var seconds = value.asDouble(-1);
    if (!value.isNumber() || !(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(name + ": missing or out of range (expected: 0.."
          + (long) LONGEST_SECONDS + " seconds)");
    }
    return seconds;
  }

  private static int speaker(JsonNode segment) {
    if (!segment.hasNonNull("speaker")) {
      return 0;
    }
    var parts = SPEAKER.matcher(segment.path("speaker").asText());
    if (!parts.matches()) {
      throw new IllegalArgumentException("speaker: unreadable (expected: SPEAKER_0..SPEAKER_999)");
    }
    return Integer.parseInt(parts.group(1));
  }
}
