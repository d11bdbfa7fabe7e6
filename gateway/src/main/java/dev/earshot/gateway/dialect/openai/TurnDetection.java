package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who says where an item ends.
sealed interface TurnDetection {
  /// As it is where nobody says anything.
  static ServerVad usual() {
    return new ServerVad(0.5, 300, 500);
  }

  int LONGEST_MS = 60_000;

  /// The client, with commits.
  record None() implements TurnDetection {
    @Override
    public JsonNode toJson() {
      return NullNode.getInstance();
    }
  }

  /// The recogniser, by silence.
  ///
  /// @param threshold 0 to 1; without effect, the recogniser has its own
  /// @param prefixMs by which the start that is told lies before the voice
  /// @param silenceMs by which the end that is told lies behind it; how much silence ends a turn is the
  ///     recogniser's own
  record ServerVad(double threshold, int prefixMs, int silenceMs) implements TurnDetection {
    @Override
    public JsonNode toJson() {
      return Json.object()
          .put("type", "server_vad")
          .put("threshold", threshold)
          .put("prefix_padding_ms", prefixMs)
          .put("silence_duration_ms", silenceMs);
    }
  }

  /// The same as far as this gateway is concerned: no recogniser here judges meaning.
  record SemanticVad(String eagerness) implements TurnDetection {
    @Override
    public JsonNode toJson() {
      return Json.object().put("type", "semantic_vad").put("eagerness", eagerness);
    }
  }

  JsonNode toJson();

  default boolean isByClient() {
    return switch (this) {
      case None _ -> true;
      case ServerVad _,SemanticVad _ -> false;
    };
  }

  /// By how much a turn that is told begins before its voice.
  default int prefix() {
    return switch (this) {
      case ServerVad vad -> vad.prefixMs;
      case None _,SemanticVad _ -> 0;
    };
  }

  /// By how much it ends behind its voice.
  default int silence() {
    return switch (this) {
      case ServerVad vad -> vad.silenceMs;
      case None _,SemanticVad _ -> 0;
    };
  }

  /// This, changed by what came.
  ///
  /// @throws FaultException for what cannot be honoured
  default TurnDetection merge(String path, JsonNode value) {
    if (value.isNull()) {
      return new None();
    }
    var fields = new Fields(path, value, Set.of("type", "threshold", "prefix_padding_ms",
        "silence_duration_ms", "eagerness", "create_response", "interrupt_response",
        "idle_timeout_ms"));
    checkIgnored(fields);
    var type = fields.has("type")
        ? fields.choice("type", Set.of("server_vad", "semantic_vad"))
        : null;
    return isSemantic(type) ? semantic(fields) : byServer(fields);
  }

  private boolean isSemantic(@Nullable String type) {
    return type == null ? this instanceof SemanticVad : type.equals("semantic_vad");
  }

  private TurnDetection semantic(Fields fields) {
    var before = this instanceof SemanticVad same ? same.eagerness : "auto";
    return new SemanticVad(fields.has("eagerness")
        ? fields.choice("eagerness", Set.of("low", "medium", "high", "auto"))
        : before);
  }

  private TurnDetection byServer(Fields fields) {
    var before = this instanceof ServerVad same ? same : usual();
    return new ServerVad(fields.share("threshold", before.threshold),
        fields.whole("prefix_padding_ms", 0, LONGEST_MS, before.prefixMs),
        fields.whole("silence_duration_ms", 0, LONGEST_MS, before.silenceMs));
  }

  /// They concern answers, and nobody answers here.
  private static void checkIgnored(Fields fields) {
    for (var flag : Set.of("create_response", "interrupt_response")) {
      if (fields.has(flag) && !fields.isNull(flag) && !fields.get(flag).isBoolean()) {
        throw fields.wrong(flag, "no flag", "true or false");
      }
    }
    if (!fields.isNull("idle_timeout_ms")) {
      fields.whole("idle_timeout_ms", 5_000, 30_000, 5_000);
    }
  }
}
