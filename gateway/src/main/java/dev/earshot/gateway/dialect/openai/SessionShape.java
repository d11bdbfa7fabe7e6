package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.recogniser.Capabilities;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and writes sessions as JSON, in the shape of each generation. What a client leaves out stays as
/// it was; null clears what can be cleared.
final class SessionShape {
  private static final String ROOT = "session";
  private static final String TYPE = "transcription";
  private static final Set<String> LOGPROBS = Set.of("item.input_audio_transcription.logprobs");
  private static final Set<String> NOISES = Set.of("near_field", "far_field");
  private static final int MOST_INCLUDED = 16;
  private static final int LONGEST = 128;

  private final Style style;
  private final Capabilities engine;

  SessionShape(Style style, Capabilities engine) {
    this.style = style;
    this.engine = engine;
  }

  /// This session, changed by what came.
  ///
  /// @throws FaultException for what cannot be honoured; then nothing of it holds
  Session merge(Session before, @Nullable JsonNode value) {
    if (value == null) {
      throw new FaultException(Fault.value(ROOT, "missing", "an object"));
    }
    return switch (style) {
      case GA -> mergeGa(before, value);
      case BETA -> mergeBeta(before, value);
    };
  }

  /// The whole of it.
  ObjectNode write(Session session) {
    return switch (style) {
      case GA -> writeGa(session);
      case BETA -> writeBeta(session);
    };
  }

  private Session mergeGa(Session before, JsonNode value) {
    var fields = new Fields(ROOT, value,
        Set.of("type", "audio", "include", "id", "object", "expires_at"));
    if (fields.has("type")) {
      fields.choice("type", Set.of(TYPE));
    }
    var session = included(before, fields);
    if (!fields.has("audio")) {
      return session;
    }
    var audio = new Fields(fields.path("audio"), fields.get("audio"), Set.of("input"));
    if (!audio.has("input")) {
      return session;
    }
    var input = new Fields(audio.path("input"), audio.get("input"),
        Set.of("format", "transcription", "turn_detection", "noise_reduction"));
    if (input.has("format")) {
      session = session.with(InputFormat.read(input.path("format"), input.get("format")));
    }
    return input(session, input, "transcription", "noise_reduction");
  }

  private Session mergeBeta(Session before, JsonNode value) {
    var fields = new Fields(ROOT, value,
        Set.of("type", "object", "id", "expires_at", "client_secret", "modalities",
            "input_audio_format", "input_audio_transcription", "turn_detection",
            "input_audio_noise_reduction", "include"));
    var session = included(before, fields);
    if (fields.has("input_audio_format")) {
      session = session.with(InputFormat.readBeta(fields, "input_audio_format"));
    }
    return input(session, fields, "input_audio_transcription", "input_audio_noise_reduction");
  }

  private Session input(Session before, Fields fields, String transcription, String noise) {
    var session = before;
    if (fields.has(transcription)) {
      session = session.with(session.transcribing()
          .merge(fields.path(transcription), fields.get(transcription), engine));
    }
    if (fields.has("turn_detection")) {
      session = session.with(session.turns()
          .merge(fields.path("turn_detection"), fields.get("turn_detection")));
    }
    if (fields.has(noise)) {
      session = session.withNoise(fields.isNull(noise)
          ? null
          : new Fields(fields.path(noise), fields.get(noise), Set.of("type")).choice("type",
              NOISES));
    }
    return session;
  }

  private static Session included(Session before, Fields fields) {
    var include = fields.texts("include", MOST_INCLUDED, LONGEST, before.include());
    if (!LOGPROBS.containsAll(include)) {
      throw fields.wrong("include", "not known", "of " + LOGPROBS);
    }
    return before.including(include);
  }

  private static ObjectNode writeGa(Session session) {
    var json = Json.object()
        .put("object", "realtime.transcription_session")
        .put("type", TYPE);
    var input = json.putObject("audio").putObject("input");
    input.set("format", session.format().toJson());
    input.set("transcription", session.transcribing().toJson());
    noise(input, "noise_reduction", session.noise());
    input.set("turn_detection", session.turns().toJson());
    return include(json, session.include());
  }

  private static ObjectNode writeBeta(Session session) {
    var json = Json.object()
        .put("object", "realtime.transcription_session")
        .put("input_audio_format", session.format().toBetaName());
    json.set("input_audio_transcription", session.transcribing().toJson());
    json.set("turn_detection", session.turns().toJson());
    noise(json, "input_audio_noise_reduction", session.noise());
    return include(json, session.include());
  }

  private static void noise(ObjectNode json, String name, @Nullable String noise) {
    if (noise == null) {
      json.putNull(name);
    } else {
      json.putObject(name).put("type", noise);
    }
  }

  private static ObjectNode include(ObjectNode json, List<String> include) {
    if (include.isEmpty()) {
      json.putNull("include");
    } else {
      include.forEach(json.putArray("include")::add);
    }
    return json;
  }
}
