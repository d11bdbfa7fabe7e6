package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Answered;
import dev.earshot.gateway.dialect.ClientEvent.Finish;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.ShowsKey;
import dev.earshot.gateway.dialect.ClientEvent.StillHere;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Dialect;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Speaks to one device: segments in bare JSON arrays, everything else as objects with a `type`.
final class DeviceDialect implements Dialect {
  /// Written without JSON, as the server writes its own.
  private static final Set<String> SIGNS_OF_LIFE = Set.of("ping", "pong");

  private static final int KEEP_ALIVE_BYTES = 2;

  private final boolean ownRecognition;
  private final InstantSource clock;
  private final People people = new People();
  private final Photos photos = new Photos();
  private final Outages outages = new Outages();
  private final Segments segments;

  /// The dialect of one connection.
  ///
  /// @param ownRecognition whether the client makes the words
  /// @param channels from 2 on, the first is the wearer's own
  DeviceDialect(StreamId stream, boolean ownRecognition, int channels, InstantSource clock) {
    this.ownRecognition = ownRecognition;
    this.clock = clock;
    this.segments = new Segments(stream, channels, people, outages);
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
    try {
      return meaning(message.path("type").asText(""), message);
    } catch (IllegalArgumentException e) {
      return new Unusable(Reason.BAD_FIELD, String.valueOf(e.getMessage()));
    }
  }

  /// Frames this short are signs of life, not sound.
  @Override
  public ClientEvent read(ByteBuffer bytes) {
    return bytes.remaining() <= KEEP_ALIVE_BYTES ? new StillHere() : new ClientEvent.Sound(bytes);
  }

  @Override
  public List<String> write(StreamEvent event) {
    return switch (event) {
      case Stage stage -> List.of(DeviceMessages.status(stage));
      case Heard(var channel, var heard) -> segments.heard(channel, heard);
      case StreamEvent.Translated translated -> List.of(segments.translated(translated));
      case CreditsLeft(var allowance, var resetsAt) -> List.of(
          DeviceMessages.creditsLeft(allowance, resetsAt));
      case ThresholdReached(var remainingMs) -> List.of(DeviceMessages.threshold(remainingMs));
      case CreditsExhausted exhausted -> List.of(DeviceMessages.exhausted(exhausted));
      case CreditsRestored(var allowance) -> List.of(DeviceMessages.restored(allowance));
      case StreamEvent.Billed _ -> List.of();
    };
  }

  @Override
  public List<String> skipped(Unusable message, long skipped) {
    return List.of(DeviceMessages.skipped(message, skipped));
  }

  @Override
  public List<String> keyLookedUp(boolean known) {
    return List.of(DeviceMessages.keyLookedUp(known));
  }

  @Override
  public Optional<String> heartbeat() {
    return Optional.of("ping");
  }

  @Override
  public Goodbye goodbye(EndReason why) {
    return new Goodbye(outages.ended(why), why.closeCode(), why.text());
  }

  /// A missing node where there is none, or none that can be relied on.
  private static JsonNode json(String text) {
    try {
      return DeviceMessages.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private ClientEvent meaning(String type, JsonNode message) {
    return switch (type) {
      case "keep_alive", "ping", "pong" -> new StillHere();
      case "flush" -> new Flush();
      case "finish" -> new Finish();
      case "auth" -> new ShowsKey(message.path("token").asText(""));
      case "suggested_transcript" -> ownRecognition
          ? segments.suggested(message)
          : new Unusable(Reason.BAD_FIELD,
              "suggested_transcript: not asked for (expected: custom_stt=enabled)");
      case "speaker_assigned" -> assigned(message);
      case "image_chunk" -> photo(message);
      case "skip_question" -> Answered.nothing(); // there are no questions outside of onboarding
      default -> new Unusable(Reason.UNKNOWN_TYPE, "type: unknown (expected: finish, flush, "
          + "keep_alive, speaker_assigned, image_chunk, suggested_transcript, skip_question)");
    };
  }

  private ClientEvent assigned(JsonNode message) {
    var speaker = message.path("speaker_id");
    var person = message.path("person_id");
    if (!speaker.isIntegralNumber() || !speaker.canConvertToInt() || speaker.asInt() < 0) {
      throw new IllegalArgumentException("speaker_id: missing (expected: a number from 0 on)");
    }
    if (!person.isTextual() || person.asText().isEmpty() || person.asText().length() > 128) {
      throw new IllegalArgumentException("person_id: missing (expected: 1..128 characters)");
    }
    people.assign(speaker.asInt(), person.asText());
    return Answered.nothing();
  }

  /// No machine here looks at photos: the device is told that it was received, and discarded.
  private ClientEvent photo(JsonNode message) {
    return photos.take(message, clock.instant())
        .map(id -> new Answered(DeviceMessages.photo(id, segments.nextPhoto()), List.of()))
        .orElse(Answered.nothing());
  }
}
