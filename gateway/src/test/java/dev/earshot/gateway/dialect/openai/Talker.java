package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.ClientEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A client of one dialect without a socket: says messages, lets things be heard, and keeps what it is
/// told and what its words mean for the stream.
final class Talker {
  static final Capabilities ENGINE = new Capabilities("scripted", Set.of(), true, true,
      Duration.ofSeconds(1), 8);
  static final String MANUAL = """
      {"type":"session.update","session":{"audio":{"input":{"turn_detection":null}}}}""";
  static final String COMMIT = "{\"type\":\"input_audio_buffer.commit\"}";
  static final String CLEAR = "{\"type\":\"input_audio_buffer.clear\"}";
  private static final int BYTES_PER_MS = 48;

  private final OpenAiDialect dialect;
  private final List<JsonNode> told = new ArrayList<>();
  private final List<ClientEvent> meant = new ArrayList<>();
  private long skipped;

  Talker() {
    this(Style.GA);
  }

  Talker(Style style) {
    this.dialect = new OpenAiDialect(new StreamId(new UUID(1, 2)), style, ENGINE,
        Session.by(ENGINE));
  }

  Talker greeted() {
    tell(dialect.greeting());
    return this;
  }

  Talker says(String message) {
    happen(dialect.read(message));
    return this;
  }

  /// So much sound at 24 kHz.
  Talker appends(int ms) {
    return says("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(new byte[ms * BYTES_PER_MS]) + "\"}");
  }

  Talker hears(TranscriptEvent... events) {
    for (var event : events) {
      happens(new Heard(0, event));
    }
    return this;
  }

  Talker happens(StreamEvent event) {
    tell(dialect.write(event));
    return this;
  }

  Talker ends(EndReason why) {
    tell(dialect.goodbye(why).messages());
    return this;
  }

  /// A final of these words, a second each, up to this moment.
  static Final said(long utterance, long toMs, String... words) {
    var from = toMs - words.length * 1_000L;
    var list = new ArrayList<Word>();
    for (var word : words) {
      var at = from + list.size() * 1_000L;
      list.add(new Word(word, at, at + 1_000, 1));
    }
    return new Final(utterance, from, toMs, list);
  }

  OpenAiDialect dialect() {
    return dialect;
  }

  List<JsonNode> told() {
    return List.copyOf(told);
  }

  List<JsonNode> told(String type) {
    return told.stream().filter(event -> type(event).endsWith(type)).toList();
  }

  JsonNode last() {
    return told.getLast();
  }

  /// The last part of the types of all that was told, in order.
  List<String> types() {
    return told.stream().map(Talker::type).toList();
  }

  List<ClientEvent> meant() {
    return List.copyOf(meant);
  }

  long flushes() {
    return meant.stream().filter(ClientEvent.Flush.class::isInstance).count();
  }

  long skipped() {
    return skipped;
  }

  /// All values of this field of these events, as text.
  static List<String> values(List<JsonNode> events, String field) {
    return events.stream().map(event -> event.path(field).asText()).toList();
  }

  static String shortType(String type) {
    return Arrays.asList(type.split("\\.")).getLast();
  }

  private static String type(JsonNode event) {
    return shortType(event.path("type").asText());
  }

  private void happen(ClientEvent event) {
    meant.add(event);
    switch (event) {
      case ClientEvent.Several(var events) -> events.forEach(this::happen);
      case ClientEvent.Answered answered -> {
        tell(answered.messages());
        answered.unusable().forEach(this::happen);
      }
      case ClientEvent.Unusable bad -> {
        skipped++;
        tell(dialect.skipped(bad, skipped));
      }
      case ClientEvent.Sound _,ClientEvent.SoundIs _,ClientEvent.Flush _,ClientEvent.StillHere _,ClientEvent.Finish _,ClientEvent.ShowsKey _ ->
        {
        }
    }
  }

  private void tell(List<String> messages) {
    messages.forEach(message -> told.add(dev.earshot.gateway.wire.Heard.json(message)));
  }
}
