package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/v1/listen` over real sockets, against the scripted recogniser.
@Timeout(30)
@ExtendWith(CleanLog.class)
class DeepgramListenTest {
  private static final String LISTEN = "/v1/listen?model=nova-3&encoding=linear16"
      + "&sample_rate=16000&interim_results=true";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";

  private final TestHouse house;

  DeepgramListenTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void upgrade_ofAKnownKey_answersItsHeaders() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request(request("Authorization: Token " + TestHouse.KEY));

      assertThat(answer.status()).isEqualTo(101);
      assertThat(UUID.fromString(answer.headers().get("dg-request-id"))).isNotNull();
      assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*")
          .hasEntrySatisfying("access-control-expose-headers",
              names -> assertThat(names).contains("dg-request-id", "dg-error"))
          .doesNotContainKey("sec-websocket-protocol");
    }
  }

  @Test
  void upgrade_keyAmongTheSubprotocols_isAnsweredWithoutIt() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request(request("Sec-WebSocket-Protocol: token, " + TestHouse.KEY
          + ", x-deepgram-session-id, 0b5f5c7c-35f5-4b43-8b4e-0f2a2bb2a1f3"));

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "token");
      assertThat(answer.toString()).doesNotContain(TestHouse.KEY);
      assertThat(client.seconds(1, TestHouse.RATE).text(CLOSE).readAll().closeCode())
          .isEqualTo(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Token nobody's", "Authorization: Bearer nobody's",
      "Sec-WebSocket-Protocol: token, nobodys", "X: y"})
  void upgrade_ofNobody_answers401(String header) {
    var answer = refused(request(header));

    assertRefused(answer, 401, "INVALID_AUTH");
    assertThat(answer.headers().get("dg-error")).startsWith("Invalid credentials.");
  }

  @Test
  void grant_ofAKey_isATokenThatListensAndMakesNoOther() {
    var granted = refused(grant("Token " + TestHouse.KEY));
    var token = Heard.json(granted.body()).path("access_token").asText();

    assertThat(granted.status()).isEqualTo(200);
    assertThat(Heard.json(granted.body()).path("expires_in").asInt()).isEqualTo(60);
    assertRefused(refused(grant("Bearer " + token)), 403, "INSUFFICIENT_PERMISSIONS");
    assertRefused(refused(grant("Token nobody's")), 401, "INVALID_AUTH");
    try (var client = WireClient.connect(house.port()).upgrade(LISTEN, token)) {
      assertThat(finals(client.seconds(1, TestHouse.RATE).text(CLOSE).readAll())).isEqualTo("w0");
    }
  }

  private static String grant(String authorization) {
    var body = "{\"ttl_seconds\":60}";
    return "POST /v1/auth/grant HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization
        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void upgrade_badParameter_answers400WhoeverAsks() {
    var answer = refused(WireClient.handshake(LISTEN + "&endpointing=soon", null));

    assertRefused(answer, 400, "Bad Request");
    assertThat(answer.body()).contains("endpointing: soon (expected: 0..60000 ms, or false)");
  }

  @Test
  void upgrade_withoutCredit_answers402(@TempDir Path other) {
    try (var poor = TestHouse.open(other, SocketLimits.DEFAULT, MonthlyGrant.of(Duration.ZERO))) {
      assertRefused(refused(poor, WireClient.handshake(LISTEN, TestHouse.KEY)), 402,
          "ASR_PAYMENT_REQUIRED");
    }
  }

  @Test
  void upgrade_ofOneStreamTooMany_answers429(@TempDir Path other) {
    var key = new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY, MonthlyGrant.unlimited());
    try (var small = TestHouse.open(other, SocketLimits.DEFAULT, List.of(key), 1);
        var first = small.stream(LISTEN)) {
      var answer = refused(small, WireClient.handshake(LISTEN, TestHouse.KEY));

      assertRefused(answer, 429, "TOO_MANY_REQUESTS");
      assertThat(answer.headers()).containsEntry("retry-after", "5");
      first.text(CLOSE).readAll();
    }
  }

  @Test
  void request_withoutUpgrade_answers426() {
    assertRefused(refused("GET " + LISTEN + " HTTP/1.1\r\nHost: x\r\n\r\n"), 426,
        "UPGRADE_REQUIRED");
  }

  @Test
  void stream_closed_isToldItsWordsThenItsPrice() {
    try (var client = WireClient.connect(house.port())) {
      var id = client.request(WireClient.handshake(LISTEN, TestHouse.KEY))
          .headers()
          .get("dg-request-id");
      var heard = client.seconds(7.02, TestHouse.RATE).text(CLOSE).readAll();
      house.awaitNoStreams();

      assertThat(finals(heard)).isEqualTo("w0 w1 w2 w3 w4 w5 w6 w7");
      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_000, ""));
      assertThat(heard.events("Results")).extracting(
          results -> results.at("/metadata/request_id").asText()).containsOnly(id);
      var metadata = metadata(heard);
      assertThat(heard.texts().getLast()).startsWith("{\"type\":\"Metadata\"");
      assertThat(metadata.path("request_id").asText()).isEqualTo(id);
      assertThat(metadata.path("duration").asDouble()).isEqualTo(7.02);
      assertThat(house.usedMs()).isEqualTo(7_020);
    }
  }

  @Test
  void results_oneBehindTheOther_coverTheSoundWithoutAGap() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.seconds(6.5, TestHouse.RATE).text(CLOSE).readAll();
      var end = 0.0;
      for (var results : heard.events("Results")) {
        assertThat(results.path("start").asDouble()).isEqualTo(end);
        if (results.path("is_final").asBoolean()) {
          end = results.path("start").asDouble() + results.path("duration").asDouble();
        }
      }

      assertThat(end).isEqualTo(6.5);
      assertThat(heard.events("Results")).anyMatch(
          results -> !results.path("is_final").asBoolean());
    }
  }

  @Test
  void stream_interimNotAskedFor_isToldFinalsOnly() {
    try (var client = house.stream(LISTEN.replace("&interim_results=true", ""))) {
      var heard = client.seconds(2, TestHouse.RATE).text(CLOSE).readAll();

      assertThat(heard.events("Results")).allMatch(results -> results.path("is_final").asBoolean());
      assertThat(finals(heard)).isEqualTo("w0 w1");
    }
  }

  @Test
  void stream_emptyFrame_isTheEnd() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.seconds(1, TestHouse.RATE).send(WireClient.BINARY).readAll();

      assertThat(finals(heard) + " " + heard.closeCode() + heard.closeText()).isEqualTo("w0 1000");
      assertThat(metadata(heard).path("duration").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void stream_withoutSound_costsNothing() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.text(CLOSE).readAll();

      assertThat(heard.events("Results")).isEmpty();
      assertThat(metadata(heard).path("duration").asDouble()).isZero();
      assertThat(metadata(heard).path("channels").asInt()).isZero();
      assertThat(heard.closeCode()).isEqualTo(1_000);
    }
  }

  @Test
  void finalize_whileSoundGoesOn_isAnsweredWithItsWords() {
    try (var client = house.stream(LISTEN)) {
      client.seconds(1.5, TestHouse.RATE).text("{\"type\":\"Finalize\"}");
      var answer = Heard.json(client.awaitText("\"from_finalize\":true"));

      assertThat(answer.at("/channel/alternatives/0/transcript").asText()).isEqualTo("w0 w1");
      assertThat(answer.path("is_final").asBoolean()).isTrue();
      assertThat(answer.path("duration").asDouble()).isEqualTo(1.5);
      assertThat(finals(client.seconds(1, TestHouse.RATE).text(CLOSE).readAll())).isEqualTo("w2");
    }
  }

  @Test
  void finalize_beforeAnySound_isAnsweredEmpty() {
    try (var client = house.stream(LISTEN)) {
      client.text("{\"type\":\"Finalize\"}");
      var answer = Heard.json(client.awaitText("\"from_finalize\":true"));

      assertThat(answer.at("/channel/alternatives/0/transcript").asText()).isEmpty();
      client.text(CLOSE).readAll();
    }
  }

  @Test
  void stream_wholeFileInOneFrame_isHeard() {
    try (var client = house.stream(LISTEN)) {
      client.send(WireClient.BINARY, new byte[60 * TestHouse.RATE * 2]);
      var heard = client.text(CLOSE).readAll();
      house.awaitNoStreams();

      assertThat(finals(heard)).isEqualTo(Heard.wordsOf(60));
      assertThat(durationMs(heard)).isEqualTo(house.usedMs());
    }
  }

  @Test
  void stream_framesCutThroughSamples_isSoundAllTheSame() {
    try (var client = house.stream(LISTEN)) {
      for (var i = 0; i < 64; i++) {
        client.send(WireClient.BINARY, new byte[1]).send(WireClient.BINARY, new byte[2]);
      }
      var heard = client.text(CLOSE).readAll();

      assertThat(metadata(heard).path("duration").asDouble()).isEqualTo(0.006); // 96 samples
    }
  }

  @Test
  void credit_usedUp_endsTheStreamWithItsWordsAndRefusesTheNext(@TempDir Path other) {
    try (var poor = TestHouse.open(other, SocketLimits.DEFAULT,
        MonthlyGrant.of(Duration.ofSeconds(2)));
        var client = poor.stream(LISTEN)) {
      var heard = client.seconds(5, TestHouse.RATE).readAll();
      poor.awaitNoStreams();

      assertThat(heard.frames().getLast())
          .isEqualTo(new Frame.Close(1_008, "ASR_PAYMENT_REQUIRED"));
      assertThat(finals(heard)).startsWith("w0 w1");
      assertThat(durationMs(heard)).isEqualTo(poor.usedMs());
      assertRefused(refused(poor, WireClient.handshake(LISTEN, TestHouse.KEY)), 402,
          "ASR_PAYMENT_REQUIRED");
    }
  }

  @Test
  void text_thatCannotBeUsed_isCountedAndTellsNothingUntilTheEnd() {
    try (var client = house.stream(LISTEN)) {
      for (var i = 0; i < 100; i++) {
        client.text("{\"type\":\"Configure\"}");
      }
      var heard = client.readAll();

      assertThat(heard.closeCode()).isEqualTo(1_008);
      assertThat(heard.closeText()).startsWith("too many text messages");
      assertThat(heard.texts()).isEmpty();
      assertThat(house.total("earshot.frames.skipped")).isEqualTo(100);
    }
  }

  private static String request(String header) {
    return WireClient.handshake(LISTEN, null)
        .replaceFirst("\r\n\r\n$", "\r\n" + header + "\r\n\r\n");
  }

  private Answer refused(String request) {
    return refused(house, request);
  }

  private static Answer refused(TestHouse house, String request) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(request);
    }
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    var body = Heard.json(answer.body());
    assertThat(body.path("err_code").asText()).isEqualTo(code);
    assertThat(body.path("err_msg").asText()).isEqualTo(answer.headers().get("dg-error"));
    assertThat(body.path("request_id").asText()).isEqualTo(answer.headers().get("dg-request-id"));
    assertThat(UUID.fromString(body.path("request_id").asText())).isNotNull();
  }

  private static JsonNode metadata(Heard heard) {
    assertThat(heard.events("Metadata")).hasSize(1);
    return heard.events("Metadata").getFirst();
  }

  private static long durationMs(Heard heard) {
    return Math.round(metadata(heard).path("duration").asDouble() * 1_000);
  }

  private static String finals(Heard heard) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.path("is_final").asBoolean())
        .map(results -> results.at("/channel/alternatives/0/transcript").asText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
