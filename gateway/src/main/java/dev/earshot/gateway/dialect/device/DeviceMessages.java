package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.ClientJson;
import dev.earshot.gateway.dialect.device.Segments.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Every message that a device is sent, field by field; `docs/protocol.md` shows one of each.
final class DeviceMessages {
  /// Reads a client's text, the first of which may be a key: nothing behind the value, no name twice, and no
  /// deeper than a message may be.
  static final JsonMapper JSON = ClientJson.ready(ClientJson
      .forgetful(StreamReadConstraints.builder())
      .build());

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

  /// Words are late from here on.
  static String degraded(Trouble why) {
    return text(troubled(typed("service_status").put("status", "degraded")
        .put("status_text", "Words are late: the recogniser is being replaced"), why));
  }

  /// @param engine which recogniser hears again
  static String recovered(String engine) {
    return text(typed("service_status").put("status", "recovered")
        .put("status_text", "Ready")
        .put("outcome", "success")
        .put("provider", engine));
  }

  /// The stream ends, because nobody makes words of it.
  static String failed(Trouble why) {
    return text(troubled(typed("service_status").put("status", "stt_failed")
        .put("status_text", "STT Service Failed"), why));
  }

  static String gap(int channel, AudioGap gap) {
    return text(typed("audio_gap").put("from", gap.fromMs() / 1_000.0)
        .put("to", gap.toMs() / 1_000.0)
        .put("speaker_id", channel)
        .put("reason", name(gap.why())));
  }

  static String segments(List<Segment> segments) {
    var array = JSON.createArrayNode();
    segments.forEach(segment -> array.add(segment(segment)));
    return text(array);
  }

  /// A segment that has a translation.
  static String translating(Segment segment) {
    var message = typed("translating");
    message.putArray("segments").add(segment(segment));
    return text(message);
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

  static String exhausted(CreditsExhausted event) {
    var message = typed("credits_exhausted").put("remaining_seconds", event.remainingMs() / 1_000)
        .put("remaining_ms", event.remainingMs())
        .put("reason", switch (event.reason()) {
          case USED_UP -> "month_used";
          case UNAVAILABLE -> "credit_unavailable";
        });
    event.resetsAt().ifPresent(at -> message.put("resets_at", at.toString()));
    return text(message);
  }

  static String restored(Allowance allowance) {
    return text(allowance(typed("credits_restored"), allowance));
  }

  static String keyLookedUp(boolean known) {
    return text(typed("auth_response").put("success", known));
  }

  /// A photo is in, and nobody looks at it.
  static List<String> photo(String temporaryId, UUID id) {
    return List.of(
        text(typed("photo_processing").put("temp_id", temporaryId)
            .put("photo_id",
                id.toString())),
        text(typed("photo_described").put("photo_id", id.toString())
            .put("description", "Could not generate description.")
            .put("discarded", true)));
  }

  static String skipped(Unusable why, long skipped) {
    return text(typed("frame_skipped").put("reason", why.reason().name().toLowerCase(Locale.ROOT))
        .put("detail", why.detail())
        .put("skipped", skipped));
  }

  /// The seed system's word for it, ours, and whether it is worth the client's while to try again.
  private static ObjectNode troubled(ObjectNode message, Trouble why) {
    return message.put("outcome", switch (why) {
      case LOST, BUSY, GARBLED -> "upstream_error";
      case REFUSED -> "config_error";
      case STALLED -> "timeout";
      case MUTE -> "empty_unexpected";
    }).put("reason", name(why)).put("retryable", why != Trouble.REFUSED);
  }

  private static String name(Trouble why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode segment(Segment of) {
    var segment = JSON.createObjectNode()
        .put("id", of.id().toString())
        .put("text", of.text())
        .put("speaker", "SPEAKER_%02d".formatted(of.speaker()))
        .put("speaker_id", of.speaker())
        .put("is_user", of.isUser())
        .put("person_id", of.person())
        .put("start", of.fromMs() / 1_000.0)
        .put("end", of.toMs() / 1_000.0);
    var translations = segment.putArray("translations");
    var made = of.translation();
    if (made != null) {
      translations.addObject().put("lang", made.language()).put("text", made.text());
    }
    return segment.put("speech_profile_processed", true)
        .put("stt_provider", of.provider())
        .put("is_final", of.isFinal());
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

  private static String text(JsonNode message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }
}
