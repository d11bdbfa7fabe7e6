package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Finish;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Ignored;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.StillHere;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Speaks to one device: segments in bare JSON arrays, everything else as objects with a `type`.
final class DeviceDialect implements Dialect {
  /// Known to the seed system; they concern what is not served here.
  private static final Set<String> WITHOUT_EFFECT = Set.of("image_chunk", "suggested_transcript",
      "speaker_assigned", "skip_question", "auth");

  /// Written without JSON, as the server writes its own.
  private static final Set<String> SIGNS_OF_LIFE = Set.of("ping", "pong");

  private final StreamId stream;
  private long shownUtterance = -1;

  DeviceDialect(StreamId stream) {
    this.stream = stream;
  }

  @Override
  public ClientEvent read(String text) {
    if (SIGNS_OF_LIFE.contains(text)) {
      return new StillHere();
    }
    var message = json(text);
    if (message.isMissingNode()) {
      return new Unusable(Reason.NOT_JSON, "text: not JSON (expected: a JSON object)");
    }
    if (!message.isObject()) {
      return new Unusable(Reason.NOT_AN_OBJECT, "text: JSON of kind "
          + message.getNodeType().name().toLowerCase(Locale.ROOT)
          + " (expected: an object with a type)");
    }
    return meaning(message.path("type").asText(""));
  }

  @Override
  public List<String> write(StreamEvent event) {
    return switch (event) {
      case Stage stage -> List.of(DeviceMessages.status(stage));
      case Heard(var heard) -> words(heard);
      case CreditsLeft(var allowance, var resetsAt) -> List.of(
          DeviceMessages.creditsLeft(allowance, resetsAt));
      case ThresholdReached(var remainingMs) -> List.of(DeviceMessages.threshold(remainingMs));
      case CreditsExhausted(var resetsAt) -> List.of(DeviceMessages.exhausted(resetsAt));
      case CreditsRestored(var allowance) -> List.of(DeviceMessages.restored(allowance));
    };
  }

  @Override
  public List<String> skipped(Unusable message, long skipped) {
    return List.of(DeviceMessages.skipped(message, skipped));
  }

  @Override
  public Optional<String> heartbeat() {
    return Optional.of("ping");
  }

  /// A missing node where there is none, or none that can be relied on.
  private static JsonNode json(String text) {
    try {
      return DeviceMessages.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static ClientEvent meaning(String type) {
    return switch (type) {
      case "keep_alive", "ping", "pong" -> new StillHere();
      case "flush" -> new Flush();
      case "finish" -> new Finish();
      default -> WITHOUT_EFFECT.contains(type)
          ? new Ignored(type)
          : new Unusable(Reason.UNKNOWN_TYPE,
              "type: unknown (expected: finish, flush, keep_alive)");
    };
  }

  private List<String> words(TranscriptEvent heard) {
    return switch (heard) {
      case Partial guess -> {
        shownUtterance = guess.utterance();
        yield List.of(DeviceMessages.segment(id(guess.utterance()), guess));
      }
      case Final said when said.words().isEmpty() -> said.utterance() == shownUtterance
          ? List.of(DeviceMessages.deleted(id(said.utterance())))
          : List.of();
      case Final said -> List.of(DeviceMessages.segment(id(said.utterance()), said));
      case SpeechStarted _ -> List.of();
      case SpeechEnded _ -> List.of();
    };
  }

  private UUID id(long utterance) {
    return stream.part(utterance);
  }
}
