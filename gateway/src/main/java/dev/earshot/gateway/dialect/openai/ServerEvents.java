package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every event that a client is sent, field by field; `docs/protocol.md` shows the order of them. They are
/// gathered until somebody takes them.
final class ServerEvents {
  private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

  private final Names names;
  private final Style style;
  private final List<String> gathered = new ArrayList<>();

  ServerEvents(Names names, Style style) {
    this.names = names;
    this.style = style;
  }

  /// What was gathered since the last call, in order.
  List<String> take() {
    var taken = List.copyOf(gathered);
    gathered.clear();
    return taken;
  }

  String nextItem() {
    return names.nextItem();
  }

  void sessionCreated(ObjectNode session) {
    session(switch (style) {
      case GA -> "session.created";
      case BETA -> "transcription_session.created";
    }, session);
  }

  /// @param asked in which generation's words the client asked
  void sessionUpdated(Style asked, ObjectNode session) {
    session(switch (asked) {
      case GA -> "session.updated";
      case BETA -> "transcription_session.updated";
    }, session);
  }

  /// @param ms of the capture clock
  void speechStarted(Item item, long ms) {
    add(event("input_audio_buffer.speech_started").put("audio_start_ms", ms)
        .put("item_id", item.id()));
  }

  /// @param ms of the capture clock
  void speechStopped(Item item, long ms) {
    add(event("input_audio_buffer.speech_stopped").put("audio_end_ms", ms)
        .put("item_id", item.id()));
  }

  /// The item is one from now on, behind this other one.
  void committed(Item item, @Nullable String previous) {
    add(event("input_audio_buffer.committed").put("previous_item_id", previous)
        .put("item_id", item.id()));
    item(switch (style) {
      case GA -> "conversation.item.added";
      case BETA -> "conversation.item.created";
    }, item, previous, "in_progress", null);
  }

  void delta(Item item, String more) {
    if (!more.isEmpty()) {
      add(transcription("delta", item).put("delta", more));
    }
  }

  /// @param ms of audio that are charged with this item
  void completed(Item item, @Nullable String previous, long ms) {
    var event = transcription("completed", item).put("transcript", item.text());
    event.putObject("usage").put("type", "duration").put("seconds", ms / 1_000.0);
    add(event);
    switch (style) {
      case GA -> item("conversation.item.done", item, previous, "completed", item.text());
      case BETA -> {
      }
    }
  }

  void failed(Item item, Fault why) {
    var event = transcription("failed", item);
    event.set("error", why.toJson());
    add(event);
  }

  void cleared() {
    add(event("input_audio_buffer.cleared"));
  }

  /// @param eventId as the client calls the message that it is about; null where it does not
  void error(Fault why, @Nullable String eventId) {
    var event = event("error");
    event.set("error", why.toJson().put("event_id", eventId));
    add(event);
  }

  private void session(String type, ObjectNode session) {
    var event = event(type);
    event.putObject("session").put("id", names.session()).setAll(session);
    add(event);
  }

  private ObjectNode transcription(String what, Item item) {
    return event(TRANSCRIPTION + what).put("item_id", item.id()).put("content_index", 0);
  }

  private void item(String type, Item item, @Nullable String previous, String status,
      @Nullable String transcript) {
    var event = event(type).put("previous_item_id", previous);
    event.putObject("item")
        .put("id", item.id())
        .put("object", "realtime.item")
        .put("type", "message")
        .put("status", status)
        .put("role", "user")
        .putArray("content")
        .addObject()
        .put("type", "input_audio")
        .put("transcript", transcript);
    add(event);
  }

  private ObjectNode event(String type) {
    return Json.object().put("type", type).put("event_id", names.nextEvent());
  }

  private void add(ObjectNode event) {
    gathered.add(Json.text(event));
  }
}
