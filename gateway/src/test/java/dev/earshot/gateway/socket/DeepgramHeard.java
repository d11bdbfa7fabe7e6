package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.Heard;
import java.util.stream.Collectors;

/// What a client of Deepgram's dialect reads from all that it heard.
final class DeepgramHeard {
  private DeepgramHeard() {}

  /// The words that stay, of all channels.
  static String finals(Heard heard) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.path("is_final").asBoolean())
        .map(results -> results.at("/channel/alternatives/0/transcript").asText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// The words of a channel whose guesses were not asked for.
  static String finals(Heard heard, int channel) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.at("/channel_index/0").asInt() == channel)
        .map(results -> results.at("/channel/alternatives/0/transcript").asText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// Where the last final of a channel ends, in milliseconds.
  static long end(Heard heard, int channel) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.at("/channel_index/0").asInt() == channel)
        .mapToLong(results -> ms(results.path("start")) + ms(results.path("duration")))
        .max()
        .orElse(0);
  }

  /// What was told once, at the end.
  static JsonNode metadata(Heard heard) {
    assertThat(heard.events("Metadata")).hasSize(1);
    return heard.events("Metadata").getFirst();
  }

  static long billedMs(Heard heard) {
    return ms(metadata(heard).path("duration"));
  }

  private static long ms(JsonNode seconds) {
    return Math.round(seconds.asDouble() * 1_000);
  }
}
