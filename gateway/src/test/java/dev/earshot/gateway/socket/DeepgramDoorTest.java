package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.DeepgramHeard.billedMs;
import static dev.earshot.gateway.socket.DeepgramHeard.finals;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may stream at `/v1/listen`, over real sockets, and what the others are told.
@Timeout(30)
@ExtendWith(CleanLog.class)
class DeepgramDoorTest {
  private static final String LISTEN = "/v1/listen?model=nova-3&encoding=linear16"
      + "&sample_rate=16000&interim_results=true";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";

  private final TestHouse house;

  DeepgramDoorTest(@TempDir Path data) {
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
  void credit_usedUp_endsTheStreamWithItsWordsAndRefusesTheNext(@TempDir Path other) {
    try (var poor = TestHouse.open(other, SocketLimits.DEFAULT,
        MonthlyGrant.of(Duration.ofSeconds(2)));
        var client = poor.stream(LISTEN)) {
      var heard = client.seconds(5, TestHouse.RATE).readAll();
      poor.awaitNoStreams();

      assertThat(heard.frames().getLast())
          .isEqualTo(new Frame.Close(1_008, "ASR_PAYMENT_REQUIRED"));
      assertThat(finals(heard)).startsWith("w0 w1");
      assertThat(billedMs(heard)).isEqualTo(poor.usedMs());
      assertRefused(refused(poor, WireClient.handshake(LISTEN, TestHouse.KEY)), 402,
          "ASR_PAYMENT_REQUIRED");
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
}
