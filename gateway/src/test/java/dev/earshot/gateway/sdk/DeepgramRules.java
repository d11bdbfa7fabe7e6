package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.sdk.Ran.Heard;
import dev.earshot.gateway.sdk.Ran.Line;
import java.util.LinkedHashSet;
import org.assertj.core.data.Offset;

/// What must hold of everything that a client of Deepgram's was told, whatever it said.
final class DeepgramRules {
  private static final double BYTES_A_SECOND = 32_000;
  /// Seconds are told with three decimals.
  private static final Offset<Double> ROUNDED = within(0.002);

  private DeepgramRules() {}

  /// The ranges of the results lie one behind the other, from the first sample to the last one; a guess
  /// begins where the last final ended, and speaks of no sound that was not yet sent. Then comes the
  /// metadata, then the close, and all of it names the same request.
  static void hold(Line line) {
    assertThat(line.status()).isEqualTo(101);
    assertThat(line.binary()).isZero();
    var finalTo = 0.0;
    var requests = new LinkedHashSet<String>();
    for (var heard : line.heard()) {
      var message = heard.message();
      if (!message.path("type").asText().equals("Results")) {
        continue;
      }
      requests.add(message.path("metadata").path("request_id").asText());
      assertThat(message.path("start").asDouble()).as("%s", message).isCloseTo(finalTo, ROUNDED);
      assertThat(end(message)).as("%s", heard)
          .isLessThanOrEqualTo(heard.afterBytes() / BYTES_A_SECOND + 0.002);
      if (message.path("is_final").asBoolean()) {
        finalTo = end(message);
      }
    }
    assertThat(finalTo).isCloseTo(line.soundBytes() / BYTES_A_SECOND, ROUNDED);
    assertThat(line.messages("Metadata")).hasSize(1);
    var last = line.heard().getLast().message();
    assertThat(last.path("type").asText()).isEqualTo("Metadata");
    requests.add(last.path("request_id").asText());
    if (line.headers().containsKey("dg-request-id")) {
      requests.add(line.headers().get("dg-request-id"));
    }
    assertThat(requests).hasSize(1);
    assertThat(line.code()).isEqualTo(1_000);
    assertThat(line.reason()).isEmpty();
  }

  /// Milliseconds that the client was told that it has used.
  static long toldMs(Line line) {
    return Math.round(line.messages("Metadata").getFirst().path("duration").asDouble() * 1_000);
  }

  /// Whether there was a guess before the first final.
  static boolean guesses(Line line) {
    return line.heard()
        .stream()
        .map(Heard::message)
        .anyMatch(message -> message.has("is_final") && !message.path("is_final").asBoolean());
  }

  private static double end(JsonNode message) {
    return message.path("start").asDouble() + message.path("duration").asDouble();
  }
}
