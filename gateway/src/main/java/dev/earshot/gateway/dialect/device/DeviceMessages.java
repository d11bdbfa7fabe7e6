package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// Every message that a device is sent, field by field; `docs/protocol.md` shows one of each.
final class DeviceMessages {
  /// Reads a client's text: nothing behind the value, no name twice, and no deeper than a message may
  /// be.
  static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  private DeviceMessages() {}

  static String status(Stage stage) {
    var message = typed("service_status");
    switch (stage) {
      case INITIATING -> message.put("status", "initiating")
          .put("status_text", "Service Starting");
      case RECOGNISER_INITIATING -> message.put("status", "stt_initiating")
          .put("status_text", "STT Service Starting");
      case READY -> message.put("status", "ready").put("status_text", "Ready");
    }
    return text(message);
  }

  static String segment(UUID id, Partial guess) {
    return segment(id, guess.text(), guess.fromMs(), guess.toMs(), false);
  }

  static String segment(UUID id, Final said) {
    return segment(id, said.text(), said.fromMs(), said.toMs(), true);
  }

  static String deleted(UUID id) {
    var message = typed("segments_deleted");
    message.putArray("segment_ids").add(id.toString());
    return text(message);
  }

  static String creditsLeft(Allowance allowance, Instant resetsAt) {
    return text(allowance(typed("credits_left"), allowance).put("resets_at", resetsAt.toString()));
  }

  static String threshold(long remainingMs) {
    return text(typed("freemium_threshold_reached").put("remaining_seconds", remainingMs / 1_000)
        .put("action", "setup_on_device_stt"));
  }

  static String exhausted(Instant resetsAt) {
    return text(typed("credits_exhausted").put("remaining_seconds", 0)
        .put("remaining_ms", 0)
        .put("reason", "month_used")
        .put("resets_at", resetsAt.toString()));
  }

  static String restored(Allowance allowance) {
    return text(allowance(typed("credits_restored"), allowance));
  }

  static String skipped(Unusable why, long skipped) {
    return text(typed("frame_skipped").put("reason", why.reason().name().toLowerCase(Locale.ROOT))
        .put("detail", why.detail())
        .put("skipped", skipped));
  }

  private static String segment(UUID id, String words, long fromMs, long toMs, boolean isFinal) {
    var segment = JSON.createObjectNode()
        .put("id", id.toString())
        .put("text", words)
        .put("speaker", "SPEAKER_00")
        .put("speaker_id", 0)
        .put("is_user", false)
        .putNull("person_id")
        .put("start", fromMs / 1_000.0)
        .put("end", toMs / 1_000.0);
    segment.putArray("translations");
    segment.put("speech_profile_processed", true)
        .putNull("stt_provider")
        .put("is_final", isFinal);
    return "[" + text(segment) + "]";
  }

  private static ObjectNode allowance(ObjectNode message, Allowance allowance) {
    return switch (allowance) {
      case Unlimited _ -> message.put("unlimited", true);
      case Prepaid prepaid -> message.put("unlimited", false)
          .put("remaining_seconds", prepaid.remainingMs() / 1_000)
          .put("remaining_ms", prepaid.remainingMs());
    };
  }

  private static ObjectNode typed(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private static String text(ObjectNode message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }
}
