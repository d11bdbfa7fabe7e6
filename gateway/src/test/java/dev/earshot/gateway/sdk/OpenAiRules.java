package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.sdk.Ran.Line;
import java.util.List;
import java.util.stream.Collectors;

/// What must hold of everything that a client of OpenAI's was told, whatever it said.
final class OpenAiRules {
  private static final String DELTA = "conversation.item.input_audio_transcription.delta";
  private static final String COMPLETED = "conversation.item.input_audio_transcription.completed";

  private OpenAiRules() {}

  /// The session is made, then changed as it was asked for; no error; the committed items are a chain
  /// without gaps, each of which is completed once, with the text that its deltas add up to.
  static void hold(Line line) {
    assertThat(line.status()).isEqualTo(101);
    assertThat(line.binary()).isZero();
    assertThat(line.heard().getFirst().message().path("type").asText())
        .isEqualTo("session.created");
    assertThat(line.messages("session.updated")).hasSize(1);
    assertThat(line.messages("error")).isEmpty();
    assertThat(line.heard()).extracting(heard -> heard.message().path("event_id").asText())
        .doesNotHaveDuplicates();
    chain(line);
    assertThat(line.code()).isEqualTo(1_000);
  }

  /// Milliseconds that the client was told that its items have used.
  static long toldMs(Line line) {
    return Math.round(line.messages(COMPLETED)
        .stream()
        .mapToDouble(done -> done.path("usage").path("seconds").asDouble() * 1_000)
        .sum());
  }

  /// Where the server heard the last sentence end.
  static long lastStopMs(Line line) {
    return line.messages("input_audio_buffer.speech_stopped")
        .getLast()
        .path("audio_end_ms")
        .asLong();
  }

  private static void chain(Line line) {
    var before = "null";
    var committed = line.messages("input_audio_buffer.committed");
    assertThat(committed).isNotEmpty();
    for (var item : committed) {
      assertThat(item.path("previous_item_id").asText()).as("%s", item).isEqualTo(before);
      before = item.path("item_id").asText();
      completed(line, before);
    }
    assertThat(line.messages(COMPLETED)).hasSameSizeAs(committed);
  }

  private static void completed(Line line, String item) {
    var done = of(item, line.messages(COMPLETED));
    assertThat(done).as(item).hasSize(1);
    var told = of(item, line.messages(DELTA)).stream()
        .map(delta -> delta.path("delta").asText())
        .collect(Collectors.joining());
    assertThat(told).isEqualTo(done.getFirst().path("transcript").asText());
    assertThat(done.getFirst().path("usage").path("type").asText()).isEqualTo("duration");
  }

  private static List<JsonNode> of(String item, List<JsonNode> messages) {
    return messages.stream()
        .filter(message -> message.path("item_id").asText().equals(item))
        .toList();
  }
}
