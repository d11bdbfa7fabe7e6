package dev.earshot.gateway.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Said;
import java.time.temporal.ChronoUnit;

/// Writes a batch as JSON: always the same for the same batch, so that what is sent again is what was sent.
/// The shape stands in docs/protocol.md.
final class HookBody {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double SECOND = 1_000;

  private HookBody() {}

  static String of(Batch batch) {
    var root = JSON.createObjectNode();
    root.put("type",
        batch.line().app().equals(Line.OWNER) ? "transcript.recent" : "transcript.final")
        .put("event_id", batch.eventId())
        .put("account", batch.line().account().value())
        .put("stream_id", batch.line().stream().toString());
    var segments = root.putArray("segments");
    for (Said said : batch.said()) {
      segments.addObject()
          .put("number", said.number())
          .put("channel", said.channel())
          .put("start", said.fromMs() / SECOND)
          .put("end", said.toMs() / SECOND)
          .put("text", said.text())
          .put("said_at", said.at().truncatedTo(ChronoUnit.MILLIS).toString());
    }
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("batch: not written (expected: JSON)", e);
    }
  }
}
