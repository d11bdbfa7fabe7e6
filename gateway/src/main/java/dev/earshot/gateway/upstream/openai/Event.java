package dev.earshot.gateway.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.gateway.upstream.StrictJson;
import org.jspecify.annotations.Nullable;

/// One event of a server, of which only what we need is read: what is not known is let pass, since the
/// protocol grows. Times are milliseconds since the first sample.
sealed interface Event {
  int LONGEST_ID = 256;
  String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

  /// It can be told how its session is to be.
  record Created() implements Event {}

  /// The session is as it was told.
  record Updated() implements Event {}

  /// Somebody begins to speak.
  record Started(String item, double atMs) implements Event {}

  /// Nobody speaks any more.
  record Stopped(String item, double atMs) implements Event {}

  /// The sound of this item has ended; it follows that other one.
  record Committed(String item, @Nullable String previous) implements Event {}

  /// The text of an item grows by this.
  record Delta(String item, String more) implements Event {}

  /// All of an item's text.
  record Completed(String item, String transcript) implements Event {}

  /// The text of what is generated grows by this (vLLM).
  record Generated(String more) implements Event {}

  /// All of what was generated (vLLM).
  record Done(String text) implements Event {}

  /// An item will have no text.
  record Failed(Complaint why) implements Event {}

  /// Something is wrong.
  record Wrong(Complaint what) implements Event {}

  /// None of our business.
  record Other() implements Event {}

  /// What a text means.
  ///
  /// @throws Garbled when it is no event of this protocol
  static Event read(String text) {
    var json = StrictJson.read(text);
    return switch (StrictJson.text(json, "type")) {
      case "session.created", "transcription_session.created" -> new Created();
      case "session.updated", "transcription_session.updated" -> new Updated();
      case "input_audio_buffer.speech_started" -> new Started(id(json, "item_id"),
          StrictJson.notNegative(json, "audio_start_ms"));
      case "input_audio_buffer.speech_stopped" -> new Stopped(id(json, "item_id"),
          StrictJson.notNegative(json, "audio_end_ms"));
      case "input_audio_buffer.committed" -> new Committed(id(json, "item_id"),
          json.path("previous_item_id").isTextual() ? id(json, "previous_item_id") : null);
      case TRANSCRIPTION + "delta" -> new Delta(id(json, "item_id"),
          StrictJson.text(json, "delta"));
      case TRANSCRIPTION + "completed" -> new Completed(id(json, "item_id"),
          StrictJson.text(json, "transcript"));
      case TRANSCRIPTION + "failed" -> new Failed(Complaint.of(json));
      case "transcription.delta" -> new Generated(StrictJson.text(json, "delta"));
      case "transcription.done" -> new Done(StrictJson.text(json, "text"));
      case "error" -> new Wrong(Complaint.of(json));
      default -> new Other();
    };
  }

  private static String id(JsonNode json, String name) {
    var id = StrictJson.text(json, name);
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new Garbled(name + ": " + id.length() + " characters (expected: 1.." + LONGEST_ID
          + ")");
    }
    return id;
  }
}
