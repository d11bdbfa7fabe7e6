package dev.earshot.load.device;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/// What devices and gateway speak.
public enum Dialect {
  /// Devices and apps, `/v4/listen`.
  LISTEN("/v4/listen", "Bearer ") {
    @Override
    String query(Shape shape) {
      return "codec=" + (shape.codec() == Codec.OPUS ? "opus_fs320" : "pcm16") + "&sample_rate="
          + shape.rateHz();
    }

    @Override
    String finish() {
      return "{\"type\":\"finish\"}";
    }

    @Override
    void read(JsonNode message, Ear ear) {
      if (message.isArray()) {
        message.forEach(segment -> ear.words(segment.path("text").asText(),
            segment.path("is_final").asBoolean(),
            segment.path("end").asDouble(Double.NaN) * 1_000));
        return;
      }
      switch (message.path("type").asText()) {
        case "service_status" -> status(message.path("status").asText(), ear);
        case "audio_gap", "credits_exhausted", "frame_skipped" -> ear.trouble(
            message.path("type").asText());
        default -> { // what is no word and no trouble
        }
      }
    }

    private void status(String status, Ear ear) {
      switch (status) {
        case "ready" -> ear.ready();
        case "degraded", "stt_failed" -> ear.trouble(status);
        default -> { // on its way
        }
      }
    }
  },
  /// Deepgram's SDKs, `/v1/listen`.
  DEEPGRAM("/v1/listen", "Token ") {
    @Override
    String query(Shape shape) {
      return "encoding=" + (shape.codec() == Codec.OPUS ? "opus" : "linear16") + "&sample_rate="
          + shape.rateHz() + "&channels=1&interim_results=true";
    }

    @Override
    boolean isReadyAtUpgrade() {
      return true;
    }

    @Override
    String finish() {
      return "{\"type\":\"CloseStream\"}";
    }

    @Override
    void read(JsonNode message, Ear ear) {
      switch (message.path("type").asText()) {
        case "Results" -> ear.words(
            message.path("channel").path("alternatives").path(0).path("transcript").asText(),
            message.path("is_final").asBoolean(),
            (message.path("start").asDouble(Double.NaN)
                + message.path("duration").asDouble(Double.NaN)) * 1_000);
        case "Error", "Warning" -> ear.trouble(
            message.path("type").asText().toLowerCase(Locale.ROOT) + " "
                + message.path("code").asText(message.path("reason").asText()));
        default -> { // Metadata, SpeechStarted, UtteranceEnd
        }
      }
    }
  },
  /// OpenAI's SDKs, `/v1/realtime`.
  OPENAI("/v1/realtime", "Bearer ") {
    @Override
    String query(Shape shape) {
      return "intent=transcription";
    }

    @Override
    List<String> greeting(Shape shape) {
      return List
          .of("{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\",\"audio\":"
              + "{\"input\":{\"format\":{\"type\":\"audio/pcm\",\"rate\":" + shape.rateHz()
              + "},\"turn_detection\":{\"type\":\"server_vad\"}}}}}");
    }

    @Override
    boolean isText() {
      return true;
    }

    @Override
    public boolean takes(Codec codec) {
      return codec == Codec.PCM16;
    }

    @Override
    String finish() {
      return "{\"type\":\"input_audio_buffer.commit\"}";
    }

    @Override
    void read(JsonNode message, Ear ear) {
      switch (message.path("type").asText()) {
        case "session.updated" -> ear.ready();
        case "conversation.item.input_audio_transcription.delta" -> ear.words(
            message.path("delta").asText(), false, Double.NaN);
        case "conversation.item.input_audio_transcription.completed" -> {
          ear.words(message.path("transcript").asText(), true, Double.NaN);
          ear.over();
        }
        case "conversation.item.input_audio_transcription.failed" -> ear.trouble("failed");
        case "error" -> {
          var code = message.path("error").path("code").asText();
          if (!code.equals("input_audio_buffer_commit_empty")) {
            ear.trouble(code);
          }
          ear.over();
        }
        default -> { // items and turns
        }
      }
    }
  };

  private final String path;
  private final String scheme;

  Dialect(String path, String scheme) {
    this.path = path;
    this.scheme = scheme;
  }

  final String path() {
    return path;
  }

  /// The value of `Authorization`.
  final String authorization(String key) {
    return scheme + key;
  }

  abstract String query(Shape shape);

  /// What is said right behind the upgrade.
  List<String> greeting(Shape shape) {
    return List.of();
  }

  boolean isReadyAtUpgrade() {
    return false;
  }

  /// Whether sound travels as base64 in JSON.
  boolean isText() {
    return false;
  }

  /// Whether sound may be written like this.
  public boolean takes(Codec codec) {
    return true;
  }

  /// What is said behind the last frame.
  abstract String finish();

  abstract void read(JsonNode message, Ear ear);
}
