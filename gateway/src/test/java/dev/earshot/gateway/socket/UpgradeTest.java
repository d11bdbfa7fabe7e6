package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and what the others are told.
@Timeout(30)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeTest {
  private static final String BASE = "/v4/listen?codec=pcm16";
  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeAll
  void open(@TempDir Path data) {
    house = TestHouse.open(data,
        SocketLimits.DEFAULT.handshakeWithin(Duration.ofMillis(300)));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void path_ofNobody_answers404() {
    assertThat(get("/v5/listen").status()).isEqualTo(404);
  }

  @Test
  void request_withoutUpgrade_answers426() {
    var answer = request("GET " + BASE + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(426);
  }

  @Test
  void request_ofAnotherMethod_answers426() {
    var answer = request("POST " + BASE
        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nUpgrade: websocket\r\n\r\n");

    assertThat(answer.status()).isEqualTo(426);
  }

  @Test
  void handshake_withoutItsKey_answers400() {
    var answer = request("GET " + BASE + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "8", "7", "0", "13, 8", ""})
  void handshake_ofAnotherVersion_answers400(String version) {
    var answer = request(
        WireClient.handshake(BASE, TestHouse.KEY).replace(": 13", ": " + version));

    assertThat(answer.status()).isEqualTo(400);
  }

  /// A draft of 2010, in which eight bytes follow the request.
  @ParameterizedTest
  @ValueSource(strings = {TestHouse.LISTEN, "/v1/listen?encoding=linear16&sample_rate=16000"})
  void handshake_ofADraftWithoutVersion_answers400(String target) {
    var answer = request(WireClient.handshake(target, TestHouse.KEY)
        .replace("Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nSec-WebSocket-Key2: 12998 5 Y3 1  .P00")
        + "^n:ds[4U");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void handshake_withExtensions_isAcceptedWithoutThem() {
    var answer = request(WireClient.handshake(BASE, TestHouse.KEY)
        .replace("Upgrade: websocket", "Upgrade: websocket\r\n"
            + "Sec-WebSocket-Extensions: permessage-deflate"));

    assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
  }

  @Test
  void request_thatIsNotHttp_answers400() {
    assertThat(request("\u0016\u0003\u0001 hello\r\n\r\n").status()).isEqualTo(400);
  }

  @Test
  void request_headersTooLong_answers431() {
    assertThat(request("GET / HTTP/1.1\r\nX: " + "y".repeat(33_000) + "\r\n\r\n").status())
        .isEqualTo(431);
  }

  @Test
  void request_lineTooLong_answers414() {
    assertThat(request("GET /?x=" + "y".repeat(33_000) + " HTTP/1.1\r\n\r\n").status())
        .isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(strings = {TestHouse.LISTEN, "/v1/listen?encoding=linear16&sample_rate=16000"})
  void handshake_withAHeaderOf8KiB_isAccepted(String target) {
    assertThat(request(WireClient.handshake(target, TestHouse.KEY)
        .replaceFirst("\r\n\r\n$", "\r\nX: " + "y".repeat(8_192) + "\r\n\r\n"))
        .status()).isEqualTo(101);
  }

  @Test
  void request_headersFarTooLong_answers431() {
    assertThat(request("GET / HTTP/1.1\r\nX: " + "y".repeat(3_000_000) + "\r\n\r\n").status())
        .isEqualTo(431);
  }

  @Test
  void request_bodyTooLong_answers413() {
    assertThat(request("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n").status())
        .isEqualTo(413);
  }

  @Test
  void refusals_are_counted() {
    var before = house.total("earshot.upgrades.refused");

    get("/v5/listen");

    assertThat(house.total("earshot.upgrades.refused")).isEqualTo(before + 1);
  }

  @Test
  void refusals_close_theConnection() {
    try (var client = WireClient.connect(house.port())) {
      client.request(WireClient.handshake("/nowhere", null));

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void refusals_secondRequestBehindThem_isNotAnswered() {
    try (var client = WireClient.connect(house.port())) {
      client.request(WireClient.handshake("/nowhere", null)
          + WireClient.handshake(TestHouse.LISTEN, TestHouse.KEY));

      assertThat(client.read()).isEqualTo(new Frame.End()); // and no answer to the second
    }
  }

  @Test
  void key_wrong_closes1008() {
    assertThat(closeOf("nobody's")).isEqualTo(
        new Frame.Close(1_008, "Invalid authorization token"));
  }

  @Test
  void key_missing_closes1008() {
    assertThat(closeOf(null)).isEqualTo(
        new Frame.Close(1_008, "Authorization header not found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic abc", "Bearer", "Bearer  ", "Bearer a b", "bearer x"})
  void key_inAnotherForm_closes1008(String header) {
    var request = WireClient.handshake(BASE, "KEY").replace("Bearer KEY", header);
    try (var client = WireClient.connect(house.port())) {
      assertThat(client.request(request).status()).isEqualTo(101);
      assertThat(client.readAll().closeCode()).isEqualTo(1_008);
    }
  }

  @Test
  void key_wrong_isBilledToNobody() {
    house.awaitNoStreams();
    var before = house.usedMs();
    try (var client = WireClient.connect(house.port()).upgrade(BASE, "nobody's")) {
      client.seconds(1, TestHouse.RATE).readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(before);
  }

  @Test
  void handshake_silent_isCutOff() {
    try (var client = WireClient.connect(house.port())) {
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void handshake_slowHeader_isToldAndCutOff() {
    try (var client = WireClient.connect(house.port())) {
      client.raw("GET /v4/listen HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.UTF_8));

      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void handshake_done_outlivesTheDeadline() {
    try (var client = WireClient.connect(house.port())
        .upgrade(TestHouse.LISTEN, TestHouse.KEY);
        var silent = WireClient.connect(house.port())) {
      silent.read(); // its deadline began later

      assertThat(client.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
    }
  }

  @Test
  void frames_beforeTheHandshakeWasAnswered_close1002() {
    var early = WireClient.frame(WireClient.BINARY, new byte[640]);
    var request = WireClient.handshake(TestHouse.LISTEN, TestHouse.KEY)
        .getBytes(StandardCharsets.UTF_8);
    var both = java.util.Arrays.copyOf(request, request.length + early.length);
    System.arraycopy(early, 0, both, request.length, early.length);
    try (var client = WireClient.connect(house.port())) {
      client.raw(both).answer();

      assertThat(client.readAll().closeCode()).isEqualTo(1_002);
    }
  }

  private Frame closeOf(@Nullable String key) {
    try (var client = WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, key)) {
      return client.readAll().frames().getLast();
    }
  }

  private Answer get(String target) {
    return request(WireClient.handshake(target, TestHouse.KEY));
  }

  private Answer request(String request) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(request);
    }
  }
}
