package dev.earshot.testkit.upstream;

import dev.earshot.testkit.upstream.SentinelEar.Said;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// OpenAI's realtime transcription as it is documented, or speaches as its source has it (facts:
/// wire-protocols B): 24 kHz in base64, items that end where speech does or where the client says so, deltas
/// that only grow.
public final class ScriptedOpenAi implements Protocol {
  private final Dress dress;
  private final String key;

  /// In whose words it speaks.
  public enum Dress {
    OPENAI, SPEACHES
  }

  /// One that lets this key in.
  public ScriptedOpenAi(Dress dress, String key) {
    this.dress = dress;
    this.key = key;
  }

  @Override
  public Fault.@Nullable Answer refuses(Call call) {
    if (!call.path().equals("/v1/realtime")) {
      return new Fault.Answer(404);
    }
    if (!("Bearer " + key).equals(call.headers().get("authorization"))) {
      return new Fault.Answer(401);
    }
    var fits = call.query().containsKey("model") == (dress == Dress.SPEACHES);
    return fits && "transcription".equals(call.query().get("intent"))
        ? null
        : new Fault.Answer(400);
  }

  @Override
  public Conversation begin(Call call, ServerLine line) {
    return new Session(dress, line);
  }

  private static final class Session implements Conversation {
    private static final long LEAST = 1_600;
    private static final long PADDING_MS = 300;
    private static final long SILENCE = 8_000;
    private static final int SAMPLES_PER_MS = 16;

    private final Dress dress;
    private final ServerLine line;
    private final Steady steady = new Steady();
    private final SentinelEar ear = new SentinelEar();
    private boolean findsTurns = true;
    private boolean configured;
    private long buffered;
    private long voiced;
    private int items;
    private @Nullable String turn;

    Session(Dress dress, ServerLine line) {
      this.dress = dress;
      this.line = line;
    }

    @Override
    public void opened() {
      event("session.created", "\"session\":{}");
    }

    @Override
    public void bytes(byte[] bytes) {
      error("invalid_request_error", "invalid_json", null);
    }

    @Override
    public void text(String text) {
      switch (field(text, "type")) {
        case "session.update" -> configure(text.replace(" ", ""));
        case "input_audio_buffer.append" -> {
          if (configured) {
            append(Base64.getDecoder().decode(field(text, "audio")));
          }
        }
        case "input_audio_buffer.commit" -> {
          if (!(line.fault() instanceof Fault.NoFlush || line.fault() instanceof Fault.NoEnd)) {
            commit(field(text, "event_id"));
          }
        }
        default -> error("invalid_request_error", "unknown_event", null);
      }
    }

    private void configure(String text) {
      var fits = switch (dress) {
        case OPENAI -> text.contains("\"session\":{\"type\":\"transcription\"")
            && text.contains("{\"type\":\"audio/pcm\",\"rate\":24000}")
            && text.contains("\"transcription\":{\"model\":");
        case SPEACHES -> !text.contains("input_audio_format")
            && text.contains("\"input_audio_transcription\":{\"model\":");
      };
      if (!fits) {
        error("invalid_request_error", "invalid_value", null);
        return;
      }
      configured = true;
      findsTurns = !text.contains("\"turn_detection\":null");
      event("session.updated", "\"session\":{}");
    }

    private void append(byte[] pcm) {
      var from = ear.heard();
      var _ = ear.hear(steady.hear(pcm));
      if (!ear.isSilent()) {
        voiced = ear.heard();
      }
      if (findsTurns && turn == null && !ear.isSilent()) {
        turn = "item_" + items++;
        event("input_audio_buffer.speech_started", "\"audio_start_ms\":%d,\"item_id\":\"%s\""
            .formatted(Math.max(0, from / SAMPLES_PER_MS - PADDING_MS), turn));
      }
      line.heard(ear.heard());
      var item = turn;
      if (item != null && ear.heard() - voiced >= SILENCE) {
        event("input_audio_buffer.speech_stopped", "\"audio_end_ms\":%d,\"item_id\":\"%s\""
            .formatted(ear.heard() / SAMPLES_PER_MS, item));
        settle(item);
      }
    }

    private void commit(String eventId) {
      var item = turn;
      if (ear.heard() - buffered < LEAST || (findsTurns && item == null)) {
        switch (dress) {
          case OPENAI -> error("invalid_request_error", "input_audio_buffer_commit_empty", eventId);
          case SPEACHES -> error("invalid_request_error", null, null);
        }
        return;
      }
      settle(item == null ? "item_" + items++ : item);
    }

    private void settle(String item) {
      var number = Integer.parseInt(item.substring("item_".length()));
      var behind = number == 0 ? "null" : "\"item_" + (number - 1) + "\"";
      var id = "\"item_id\":\"" + item + "\"";
      var shape = "\"previous_item_id\":" + behind + ",\"item\":{\"id\":\"" + item
          + "\",\"type\":\"message\",\"role\":\"user\"}";
      turn = null;
      buffered = ear.heard();
      event("input_audio_buffer.committed", "\"previous_item_id\":" + behind + "," + id);
      event(dress == Dress.OPENAI ? "conversation.item.added" : "conversation.item.created", shape);
      var text = ear.take().stream().map(Said::word).collect(Collectors.joining(" "));
      if (dress == Dress.OPENAI) {
        for (var at = 0; at < text.length(); at += 5) { // wherever tokens end
          transcription("delta", id, "delta",
              text.substring(at, Math.min(text.length(), at + 5)));
        }
      }
      transcription("completed", id, "transcript", text);
      if (dress == Dress.OPENAI) {
        event("conversation.item.done", shape);
      }
      if (line.fault() instanceof Fault.TalksOn) {
        transcription("delta", id, "delta", " late");
        transcription("completed", id, "transcript", text + " late");
      }
    }

    private void transcription(String what, String id, String field, String text) {
      event("conversation.item.input_audio_transcription." + what,
          id + ",\"content_index\":0,\"" + field + "\":\"" + text + "\"");
    }

    private void error(String type, @Nullable String code, @Nullable String eventId) {
      event("error", "\"error\":{\"type\":\"%s\",\"code\":%s,\"message\":\"no\",\"param\":null,"
          .formatted(type, quoted(code)) + "\"event_id\":" + quoted(eventId) + "}");
    }

    private void event(String type, String fields) {
      line.say("{\"type\":\"" + type + "\",\"event_id\":\"event_1\"," + fields + "}");
    }

    private static String quoted(@Nullable String text) {
      return text == null ? "null" : "\"" + text + "\"";
    }
  }

  /// The first text of this name; empty where there is none.
  static String field(String json, String name) {
    var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}
