package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.stream.StreamEvent.Translated;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Answered;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Several;
import dev.earshot.gateway.dialect.ClientEvent.Sound;
import dev.earshot.gateway.dialect.ClientEvent.SoundIs;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Dialect;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Speaks to one client of the realtime API in transcription mode.
final class OpenAiDialect implements Dialect {
  private static final int LONGEST_SOUND = 15 * 1024 * 1024;
  private static final String AUDIO = "audio";

  private final Style style;
  private final Capabilities engine;
  private final ServerEvents events;
  private final Items items;
  private Session session;
  private long soundBytes;
  private @Nullable Refused refused;

  /// What is told about a message that was refused, until it is told.
  private record Refused(Unusable message, Fault why, @Nullable String eventId) {}

  /// The dialect of one connection.
  ///
  /// @param session as it is set up before the client says anything
  OpenAiDialect(StreamId stream, Style style, Capabilities engine, Session session) {
    this.style = style;
    this.engine = engine;
    this.session = session;
    this.events = new ServerEvents(new Names(stream), style);
    this.items = new Items(events, session.turns());
  }

  /// What the token brings; the model that the request names stays.
  @Override
  public void preset(String config) {
    try {
      var model = session.transcribing().model();
      var preset = new SessionShape(Style.GA, engine).merge(session, Json.MAPPER.readTree(config));
      set(model.equals(engine.name()) ? preset : preset.withModel(model));
    } catch (JsonProcessingException | FaultException e) {
      // made for another recogniser, or by another release: the greeting tells what holds
    }
  }

  @Override
  public List<String> greeting() {
    events.sessionCreated(new SessionShape(style, engine).write(session));
    return events.take();
  }

  @Override
  public ClientEvent read(String text) {
    return switch (MessageReader.read(text)) {
      case MessageReader.Reading.Message(var message) -> meaning(message);
      case MessageReader.Reading.NotBase64(var around) -> unusable(Reason.BAD_FIELD,
          Fault.invalid("invalid_base64", "audio: not base64 (expected: base64, RFC 4648)", AUDIO),
          around.eventId());
      case MessageReader.Reading.NotAnObject _ -> unusable(Reason.NOT_AN_OBJECT,
          Fault.invalid("invalid_json", "message: no object (expected: an object with a type)",
              null),
          null);
      case MessageReader.Reading.NotJson(var why) -> unusable(Reason.NOT_JSON,
          Fault.invalid("invalid_json", "message: " + why, null), null);
    };
  }

  @Override
  public ClientEvent read(ByteBuffer bytes) {
    return unusable(Reason.UNKNOWN_TYPE, Fault.invalid("invalid_message",
        "frame: binary (expected: text; sound goes into input_audio_buffer.append)", null), null);
  }

  @Override
  public List<String> write(StreamEvent event) {
    switch (event) {
      case Heard(_, var heard) -> items.heard(heard);
      case Billed(var ms, _) -> items.ended(ms);
      case Stage _,CreditsLeft _,ThresholdReached _,CreditsExhausted _,CreditsRestored _,Translated _ -> {
        // no words for it; that nothing is left is told at the end, which follows
      }
    }
    return events.take();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // this very message, not one like it
  public List<String> skipped(Unusable message, long skipped) {
    var known = refused;
    refused = null;
    if (known != null && known.message == message) {
      events.error(known.why, known.eventId);
    } else {
      events.error(Fault.invalid("invalid_audio", message.detail(), AUDIO), null);
    }
    return events.take();
  }

  @Override
  public List<String> keyLookedUp(boolean known) {
    return List.of();
  }

  @Override
  public Optional<String> heartbeat() {
    return Optional.empty();
  }

  @Override
  public Goodbye goodbye(EndReason why) {
    items.fail(Ending.ofItems(why));
    Ending.fault(why).ifPresent(fault -> events.error(fault, null));
    return Ending.goodbye(why, events.take());
  }

  private ClientEvent meaning(ClientMessage message) {
    return switch (message.type()) {
      case "input_audio_buffer.append" -> append(message);
      case "input_audio_buffer.commit" -> commit(message.eventId());
      case "input_audio_buffer.clear" -> clear(message.eventId());
      case "session.update" -> update(Style.GA, message);
      case "transcription_session.update" -> update(Style.BETA, message);
      case "" -> unusable(Reason.UNKNOWN_TYPE, Fault.invalid("missing_required_parameter",
          "type: missing (expected: the name of a client event)", "type"), message.eventId());
      default -> unusable(Reason.UNKNOWN_TYPE, Fault.invalid("invalid_value",
          "type: not known in a transcription session (expected: input_audio_buffer.append, "
              + "input_audio_buffer.commit, input_audio_buffer.clear, session.update)",
          "type"), message.eventId());
    };
  }

  private ClientEvent append(ClientMessage message) {
    var sound = message.audio();
    if (sound == null) {
      return unusable(Reason.BAD_FIELD,
          Fault.value(AUDIO, "missing or no text", "base64 of 1..15 MiB"), message.eventId());
    }
    if (!sound.hasRemaining() || sound.remaining() > LONGEST_SOUND) {
      return unusable(Reason.BAD_FIELD,
          Fault.value(AUDIO, sound.remaining() + " bytes", "1.." + LONGEST_SOUND),
          message.eventId());
    }
    var isFirst = soundBytes == 0;
    soundBytes += sound.remaining();
    items.came(session.format().millisOf(soundBytes));
    return isFirst
        ? Several.of(new SoundIs(session.format().toAudio()), new Sound(sound))
        : new Sound(sound);
  }

  private ClientEvent commit(@Nullable String eventId) {
    var busy = items.busy();
    var problem = busy == null ? items.commit(eventId) : busy;
    return problem == null ? answered(true) : softly(problem, eventId);
  }

  private ClientEvent clear(@Nullable String eventId) {
    var busy = items.busy();
    return busy == null ? answered(items.clear()) : softly(busy, eventId);
  }

  /// Told, and not counted: it is no fault of anybody's that there was nothing to commit.
  private ClientEvent softly(Fault problem, @Nullable String eventId) {
    events.error(problem, eventId);
    return answered(false);
  }

  private ClientEvent answered(boolean flushes) {
    var answer = new Answered(events.take(), List.of());
    return flushes ? Several.of(answer, new Flush()) : answer;
  }

  private ClientEvent update(Style asked, ClientMessage message) {
    try {
      var shape = new SessionShape(asked, engine);
      var flushes = set(shape.merge(session, message.session()));
      events.sessionUpdated(asked, shape.write(session));
      return answered(flushes);
    } catch (FaultException e) {
      return unusable(Reason.BAD_FIELD, e.fault(), message.eventId());
    }
  }

  /// @return whether a flush is due
  private boolean set(Session changed) {
    if (soundBytes > 0 && !changed.format().equals(session.format())) {
      throw new FaultException(Fault.value("session.audio.input.format", "another one",
          "as before: sound has come already"));
    }
    var busy = items.busy();
    if (busy != null) {
      throw new FaultException(busy);
    }
    session = changed;
    return items.detectBy(changed.turns());
  }

  private Unusable unusable(Reason reason, Fault why, @Nullable String eventId) {
    var message = new Unusable(reason, why.message());
    refused = new Refused(message, why, eventId);
    return message;
  }

}
