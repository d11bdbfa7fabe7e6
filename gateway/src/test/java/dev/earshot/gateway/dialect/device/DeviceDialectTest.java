package dev.earshot.gateway.dialect.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Answered;
import dev.earshot.gateway.dialect.ClientEvent.Finish;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.ShowsKey;
import dev.earshot.gateway.dialect.ClientEvent.StillHere;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message, letter by letter: devices in the field read them.
class DeviceDialectTest {
  private static final Instant RESET = Instant.parse("2026-12-01T00:00:00Z");
  private static final String ID = new UUID(1, 2).toString();

  private final DeviceDialect dialect = new DeviceDialect(
      new StreamId(new UUID(1, 2)), false, 1, InstantSource.fixed(RESET));

  static Stream<Arguments> events() {
    return Stream.of(
        told(Stage.INITIATING, """
            {"type":"service_status","status":"initiating","status_text":"Service Starting"}"""),
        told(Stage.RECOGNISER_INITIATING, """
            {"type":"service_status","status":"stt_initiating",\
            "status_text":"STT Service Starting"}"""),
        told(Stage.READY, """
            {"type":"service_status","status":"ready","status_text":"Ready"}"""),
        told(new Heard(0, new Partial(0, 1_200, 2_500, "hello \"you\"")), """
            [{"id":"00000000-0000-0001-0000-000000000002","text":"hello \\"you\\"",\
            "speaker":"SPEAKER_00","speaker_id":0,"is_user":false,"person_id":null,"start":1.2,\
            "end":2.5,"translations":[],"speech_profile_processed":true,"stt_provider":null,\
            "is_final":false}]"""),
        told(new Heard(0, new Final(0, 0, 1_500, List.of(new Word("hello", 0, 700, 1),
            new Word("you", 700, 1_500, 0.5)))), """
                [{"id":"00000000-0000-0001-0000-000000000002","text":"hello you",\
                "speaker":"SPEAKER_00","speaker_id":0,"is_user":false,"person_id":null,"start":0.0,\
                "end":1.5,"translations":[],"speech_profile_processed":true,"stt_provider":null,\
                "is_final":true}]"""),
        told(new CreditsLeft(new Unlimited(), RESET), """
            {"type":"credits_left","unlimited":true,"resets_at":"2026-12-01T00:00:00Z"}"""),
        told(new CreditsLeft(new Prepaid(60_000, 1_500), RESET), """
            {"type":"credits_left","unlimited":false,"remaining_seconds":58,\
            "remaining_ms":58500,"resets_at":"2026-12-01T00:00:00Z"}"""),
        told(new ThresholdReached(179_999), """
            {"type":"freemium_threshold_reached","remaining_seconds":179,\
            "action":"setup_on_device_stt"}"""),
        told(new CreditsExhausted(0, CreditsExhausted.Reason.USED_UP, Optional.of(RESET)), """
            {"type":"credits_exhausted","remaining_seconds":0,"remaining_ms":0,\
            "reason":"month_used","resets_at":"2026-12-01T00:00:00Z"}"""),
        told(new CreditsExhausted(5_900, CreditsExhausted.Reason.UNAVAILABLE, Optional.empty()), """
            {"type":"credits_exhausted","remaining_seconds":5,"remaining_ms":5900,\
            "reason":"credit_unavailable"}"""),
        told(new CreditsRestored(new Unlimited()), """
            {"type":"credits_restored","unlimited":true}"""));
  }

  @ParameterizedTest
  @MethodSource("events")
  void write_event_isThisJson(StreamEvent event, String json) {
    assertThat(dialect.write(event)).containsExactly(json);
  }

  @Test
  void write_finalWithoutWordsBehindAGuess_deletesItsSegment() {
    dialect.write(new Heard(0, new Partial(0, 0, 1_000, "hm")));

    assertThat(dialect.write(new Heard(0, new Final(0, 0, 1_000, List.of())))).containsExactly(
        "{\"type\":\"segments_deleted\",\"segment_ids\":[\"" + ID + "\"]}");
  }

  @Test
  void write_finalWithoutWordsAndGuess_saysNothing() {
    assertThat(dialect.write(new Heard(0, new Final(0, 0, 1_000, List.of())))).isEmpty();
  }

  @Test
  void write_speechWithoutWordsYet_saysNothing() {
    assertThat(Stream.of(new SpeechStarted(1), new SpeechEnded(2))
        .flatMap(event -> dialect.write(new Heard(0, event)).stream())).isEmpty();
  }

  @Test
  void write_skipped_isThisJson() {
    var skipped = dialect.skipped(new Unusable(Reason.NOT_JSON, "text: not JSON"), 3);

    assertThat(skipped).containsExactly(
        "{\"type\":\"frame_skipped\",\"reason\":\"not_json\",\"detail\":\"text: not JSON\","
            + "\"skipped\":3}");
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        read("ping", new StillHere()),
        read("pong", new StillHere()),
        read("{\"type\":\"keep_alive\"}", new StillHere()),
        read("{\"type\":\"flush\"}", new Flush()),
        read(" {\"type\" : \"finish\", \"x\": [1.5, null]} ", new Finish()),
        read("{\"type\":\"auth\",\"token\":\"t\"}", new ShowsKey("t")),
        read("{\"type\":\"skip_question\"}", Answered.nothing()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void read_text_meansThis(String text, ClientEvent meaning) {
    assertThat(dialect.read(text)).isEqualTo(meaning);
  }

  static Stream<Arguments> badTexts() {
    return Stream.of(
        read("", Reason.NOT_JSON),
        read("   ", Reason.NOT_JSON),
        read("PING", Reason.NOT_JSON),
        read("NaN", Reason.NOT_JSON),
        read("{\"type\":NaN}", Reason.NOT_JSON),
        read("{\"type\":\"finish\"", Reason.NOT_JSON),
        read("{\"type\":\"finish\"} {}", Reason.NOT_JSON),
        read("{'type':'finish'}", Reason.NOT_JSON),
        read("{\"type\":\"finish\",\"type\":\"flush\"}", Reason.NOT_JSON),
        read("{\"type\":" + "9".repeat(200_000) + "}", Reason.NOT_JSON),
        read("[".repeat(10_000) + "]".repeat(10_000), Reason.NOT_JSON),
        read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), Reason.NOT_JSON),
        read("[]", Reason.NOT_AN_OBJECT),
        read("null", Reason.NOT_AN_OBJECT),
        read("\"" + "x".repeat(200_000) + "\"", Reason.NOT_AN_OBJECT),
        read("{}", Reason.UNKNOWN_TYPE),
        read("{\"type\":{\"type\":\"finish\"}}", Reason.UNKNOWN_TYPE),
        read("{\"type\":\"" + "x".repeat(200_000) + "\"}", Reason.UNKNOWN_TYPE));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void read_badText_isUnusable(String text, Reason reason) {
    assertThat(dialect.read(text)).isInstanceOfSatisfying(Unusable.class,
        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
  }

  @Test
  void read_badText_isNotRepeated() {
    assertThat(dialect.read("my password").toString()).doesNotContain("password");
  }

  private static Arguments told(StreamEvent event, String json) {
    return Arguments.of(event, json);
  }

  private static Arguments read(String text, Object meaning) {
    return Arguments.of(text, meaning);
  }
}
