package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The realtime API on a real socket, from the handshake to the bill.
@Timeout(60)
@ExtendWith(CleanLog.class)
class RealtimeTest {
  private static final String REALTIME = "/v1/realtime?intent=transcription";
  private static final int BYTES_PER_SECOND = 48_000;

  @TempDir
  private Path data;
  private @Nullable TestHouse opened;

  @BeforeEach
  void open() {
    opened = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house().close();
  }

  @Test
  void handshake_withoutAKey_is401WithAnErrorOfOpenAis() {
    try (var client = WireClient.connect(house().port())) {
      var answer = client.request(WireClient.handshake(REALTIME, null));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(Heard.json(answer.body()).at("/error/code").asText())
          .isEqualTo("invalid_api_key");
    }
  }

  @Test
  void handshake_withAWrongKey_is401() {
    try (var client = WireClient.connect(house().port())) {
      assertThat(client.request(WireClient.handshake(REALTIME, "nobody's")).status())
          .isEqualTo(401);
    }
  }

  @Test
  void handshake_ofABrowser_isAnsweredWithoutTheSecret() {
    try (var client = WireClient.connect(house().port())) {
      var answer = client.request(WireClient.handshake(REALTIME, null)
          .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: realtime, openai-insecure-api-key."
              + TestHouse.KEY + "\r\n\r\n"));

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "realtime");
      assertThat(client.awaitText("session.created")).contains("\"id\":\"sess_");
    }
  }

  @Test
  void get_withoutUpgrade_is426() {
    try (var client = WireClient.connect(house().port())) {
      var answer = client.request("GET " + REALTIME + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.body()).contains("upgrade_required");
    }
  }

  @Test
  void session_withCommits_isToldAndBilledToTheSample() {
    try (var client = house().stream(REALTIME)) {
      assertThat(((Frame.Text) client.read()).text()).contains("\"session.created\"");
      client.text(Talker.MANUAL);
      append(client, 2.0);
      client.text(Talker.COMMIT);
      append(client, 1.5);
      client.text(Talker.COMMIT);
      client.awaitText(".completed");
      client.awaitText(".completed");
      var heard = client.close(1_000).readAll();

      assertThat(heard.closeCode()).isEqualTo(1_000);
    }
    house().awaitNoStreams();
    assertThat(house().usedMs()).isEqualTo(3_500);
  }

  @Test
  void session_deltas_areTheTranscript_andUsageIsTheBill() {
    try (var client = house().stream(REALTIME)) {
      client.text(Talker.MANUAL);
      append(client, 7.3);
      client.text(Talker.COMMIT).close(1_000);
      var heard = client.readAll();

      assertThat(text(heard, "delta", "/delta")).isEqualTo("w0 w1 w2 w3 w4 w5 w6 w7");
      assertThat(text(heard, "completed", "/transcript")).isEqualTo("w0 w1 w2 w3 w4 w5 w6 w7");
      house().awaitNoStreams();
      assertThat(house().usedMs()).isEqualTo(7_300).isEqualTo(charged(heard));
    }
  }

  @Test
  void session_whereTheServerFindsTurns_isAnItemForEachUtterance() {
    try (var client = house().stream(REALTIME)) {
      append(client, 12);
      var heard = client.close(1_000).readAll();

      assertThat(events(heard, "completed").stream()
          .map(event -> event.path("transcript").asText()))
          .containsExactly("w0 w1 w2 w3 w4", "w5 w6 w7 w8 w9", "w10 w11");
      house().awaitNoStreams();
      assertThat(house().usedMs()).isEqualTo(12_000).isEqualTo(charged(heard));
    }
  }

  @Test
  void session_ofG711_isHeardAtItsRate() {
    try (var client = house().stream(REALTIME)) {
      client.text("""
          {"type":"session.update","session":{"audio":{"input":{"format":{"type":"audio/pcmu"},\
          "turn_detection":null}}}}""");
      client.text(append(new byte[16_000])).text(Talker.COMMIT).close(1_000);
      var heard = client.readAll();

      assertThat(text(heard, "completed", "/transcript")).isEqualTo("w0 w1");
      house().awaitNoStreams();
      assertThat(house().usedMs()).isEqualTo(2_000).isEqualTo(charged(heard));
    }
  }

  @Test
  void append_ofFifteenMebibytes_isHeard() {
    try (var client = house().stream(REALTIME)) {
      client.text(Talker.MANUAL).text(append(new byte[15 * 1024 * 1024])).text(Talker.COMMIT);
      var transcript = Heard.json(client.awaitText(".completed")).path("transcript").asText();

      assertThat(transcript).startsWith("w0 w1 ").endsWith(" w327");
    }
  }

  @Test
  void message_beyondTheLimit_isClosedWith1009() {
    try (var client = house().stream(REALTIME)) {
      var heard = client.raw((byte) 0x81, (byte) 0xff, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
          (byte) 1, (byte) 0x80, (byte) 0, (byte) 0).readAll();

      assertThat(heard.closeCode()).isEqualTo(1_009);
    }
  }

  @Test
  void messages_thatCannotBeUsed_keepTheSocket() {
    try (var client = house().stream(REALTIME)) {
      client.send(WireClient.BINARY, new byte[960])
          .text("{\"type\":\"a\",\"b\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
          .text("{\"type\":\"input_audio_buffer.append\",\"audio\":\"!\"}")
          .text("{\"type\":\"response.create\"}");
      append(client, 1);
      var heard = client.close(1_000).readAll();

      assertThat(events(heard, "error").stream().map(event -> event.at("/error/code").asText()))
          .containsExactly("invalid_message", "invalid_json", "invalid_base64", "invalid_value");
      assertThat(text(heard, "completed", "/transcript")).isEqualTo("w0");
    }
  }

  @Test
  void drain_isAnErrorAndThen1001() {
    try (var client = house().stream(REALTIME)) {
      append(client, 1);
      client.awaitText("speech_started");
      house().close();
      var heard = client.readAll();

      assertThat(text(heard, "completed", "/transcript")).isEqualTo("w0");
      assertThat(heard.texts().getLast()).contains("server_going_away");
      assertThat(heard.closeCode()).isEqualTo(1_001);
    }
  }

  @Test
  void credits_usedUp_areAnErrorAndThen1008() {
    house().close();
    opened = TestHouse.open(data.resolve("poor"), SocketLimits.DEFAULT,
        MonthlyGrant.of(Duration.ofSeconds(2)));
    try (var client = house().stream(REALTIME)) {
      append(client, 6);
      var heard = client.readAll();

      assertThat(heard.texts().getLast()).contains("\"type\":\"error\"", "insufficient_quota");
      assertThat(heard.closeCode() + " " + heard.closeText())
          .isEqualTo("1008 credits exhausted");
      assertThat(text(heard, "completed", "/transcript")).startsWith("w0 w1");
    }
    try (var client = WireClient.connect(house().port())) {
      var answer = client.request(WireClient.handshake(REALTIME, TestHouse.KEY));

      assertThat(answer.status() + answer.body()).startsWith("429").contains("insufficient_quota");
    }
  }

  @Test
  void clientSecret_opensASession_thatIsSetUpAsItSays() {
    var secret = Heard.json(post("/v1/realtime/client_secrets", TestHouse.KEY, """
        {"expires_after":{"anchor":"created_at","seconds":60},"session":{"type":"transcription",\
        "audio":{"input":{"format":{"type":"audio/pcm","rate":16000},"turn_detection":null}}}}"""))
        .path("value")
        .asText();

    assertThat(secret).startsWith("ek_");
    try (var client = WireClient.connect(house().port()).upgrade(REALTIME, secret)) {
      assertThat(Heard.json(client.awaitText("session.created"))
          .at("/session/audio/input/format/rate")
          .asInt()).isEqualTo(16_000);
      client.text(append(new byte[32_000])).text(Talker.COMMIT);

      assertThat(client.awaitText(".completed")).contains("\"transcript\":\"w0\"");
    }
    assertThat(post("/v1/realtime/client_secrets", secret, "{}"))
        .as("a secret makes no secrets")
        .contains("permission_denied");
  }

  private String post(String path, String key, String body) {
    try (var client = WireClient.connect(house().port())) {
      return client.request("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
          + "Authorization: Bearer " + key + "\r\nContent-Type: application/json\r\n"
          + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
          .body();
    }
  }

  /// So many seconds of silence, in messages of 100 ms.
  private static void append(WireClient client, double seconds) {
    var message = append(new byte[BYTES_PER_SECOND / 10]);
    for (var i = 0; i < Math.round(seconds * 10); i++) {
      client.text(message);
    }
  }

  private static String append(byte... sound) {
    return "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(sound) + "\"}";
  }

  private static List<JsonNode> events(Heard heard, String type) {
    return heard.texts()
        .stream()
        .map(Heard::json)
        .filter(event -> Talker.shortType(event.path("type").asText()).equals(type))
        .toList();
  }

  private static String text(Heard heard, String type, String field) {
    return events(heard, type).stream()
        .map(event -> event.at(field).asText())
        .reduce("", String::concat);
  }

  private static long charged(Heard heard) {
    return events(heard, "completed").stream()
        .mapToLong(event -> Math.round(event.at("/usage/seconds").asDouble() * 1_000))
        .sum();
  }

  private TestHouse house() {
    if (opened == null) {
      throw new IllegalStateException("house: not open (expected: opened before each test)");
    }
    return opened;
  }
}
