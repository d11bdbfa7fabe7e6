package dev.earshot.gateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Everything that a client was told.
public record Heard(List<Frame> frames) {
  private static final JsonMapper JSON = new JsonMapper();

  public List<String> texts() {
    return frames.stream()
        .filter(Frame.Text.class::isInstance)
        .map(frame -> ((Frame.Text) frame).text())
        .toList();
  }

  /// The code of the close frame; 1006 where there was none.
  public int closeCode() {
    return frames.stream()
        .filter(Frame.Close.class::isInstance)
        .mapToInt(frame -> ((Frame.Close) frame).code())
        .findFirst()
        .orElse(1_006);
  }

  public String closeText() {
    return frames.stream()
        .filter(Frame.Close.class::isInstance)
        .map(frame -> ((Frame.Close) frame).reason())
        .findFirst()
        .orElse("");
  }

  public List<String> pongs() {
    return frames.stream()
        .filter(Frame.Pong.class::isInstance)
        .map(frame -> ((Frame.Pong) frame).content())
        .toList();
  }

  /// Each version of each segment, in the order it came.
  public List<JsonNode> segments() {
    return texts().stream()
        .filter(text -> text.startsWith("["))
        .map(text -> json(text).get(0))
        .toList();
  }

  /// The words after all upserts; a segment that is not final has a `?` behind it.
  public String words() {
    var byId = new LinkedHashMap<String, String>();
    for (var segment : segments()) {
      byId.put(segment.path("id").asText(), segment.path("text").asText()
          + (segment.path("is_final").asBoolean() ? "" : "?"));
    }
    return byId.values().stream().collect(Collectors.joining(" "));
  }

  public List<JsonNode> events(String type) {
    return texts().stream()
        .filter(text -> text.startsWith("{"))
        .map(Heard::json)
        .filter(event -> event.path("type").asText().equals(type))
        .toList();
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /// `w0 w1 ...` for so many seconds.
  public static String wordsOf(int seconds) {
    return java.util.stream.IntStream.range(0, seconds)
        .mapToObj(second -> "w" + second)
        .collect(Collectors.joining(" "));
  }
}
