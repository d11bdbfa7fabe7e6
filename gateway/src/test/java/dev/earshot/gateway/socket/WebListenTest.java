package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A browser, which shows its key in its first message.
@Timeout(60)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebListenTest {
  private static final String WEB = "/v4/web/listen?codec=pcm16&sample_rate=16000";
  private static final String AUTH = "{\"type\":\"auth\",\"token\":\"" + TestHouse.KEY + "\"}";
  private static final String FINISH = "{\"type\":\"finish\"}";
  private static final int CROWD = 50;

  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeAll
  void open(@TempDir Path data) {
    house = TestHouse.open(data, SocketLimits.DEFAULT.handshakeWithin(Duration.ofSeconds(1))
        .keyWithin(Duration.ofSeconds(2)));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void key_right_isToldBeforeTheWords() {
    try (var client = browser()) {
      var heard = client.text(AUTH).seconds(2, TestHouse.RATE).finish().readAll();

      assertThat(heard.words()).isEqualTo("w0 w1");
      assertThat(heard.texts()).startsWith("ping", "{\"type\":\"auth_response\",\"success\":true}");
    }
  }

  @Test
  void sound_rightBehindTheKey_isHeardToItsEndAndBilled() {
    house.awaitNoStreams();
    var before = house.usedMs();
    try (var client = browser()) {
      client.raw(inOneWrite(3, text(AUTH), text(FINISH)));

      assertThat(client.readAll().words()).isEqualTo("w0 w1 w2");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs() - before).isEqualTo(3_000);
  }

  @Test
  void close_rightBehindTheKey_isAnsweredAtOnceWithTheWords() {
    try (var client = browser()) {
      client.raw(inOneWrite(1, text(AUTH),
          WireClient.frame(WireClient.CLOSE, (byte) 3, (byte) 0xE8)));

      var heard = client.readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 1000");
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void sound_behindAWrongKey_isBilledToNobody() {
    house.awaitNoStreams();
    var before = house.usedMs();
    try (var client = browser()) {
      client.raw(inOneWrite(1, text("{\"type\":\"auth\",\"token\":\"nobody's\"}"), text(FINISH)));

      assertThat(client.readAll().closeCode()).isEqualTo(1_008);
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"type":"auth","token":"nobody's"} | Invalid authorization token
      {"type":"auth","token":""}         | Missing token
      {"type":"auth"}                    | Missing token
      not JSON                           | Invalid JSON
      {"type":"auth","token":"a"         | Invalid JSON
      [{"type":"auth","token":"a"}]      | Expected JSON auth message
      "auth"                             | Expected JSON auth message
      {"type":"finish"}                  | First message must be auth
      {"type":"flush"}                   | First message must be auth
      {"type":"skip_question"}           | First message must be auth
      {"type":"image_chunk"}             | First message must be auth
      {"type":"dance"}                   | First message must be auth
      {}                                 | First message must be auth
      """)
  void firstMessage_notAGoodKey_isDeniedAndClosed(String first, String reason) {
    try (var client = browser()) {
      var heard = client.text(first).readAll();

      assertThat(heard.frames()).endsWith(
          new Frame.Text("{\"type\":\"auth_response\",\"success\":false}"),
          new Frame.Close(1_008, reason));
    }
  }

  @Test
  void firstMessage_isSound_isDeniedAndClosed() {
    try (var client = browser()) {
      var heard = client.send(WireClient.BINARY, new byte[640]).readAll();

      assertThat(heard.frames()).endsWith(
          new Frame.Text("{\"type\":\"auth_response\",\"success\":false}"),
          new Frame.Close(1_008, "Expected JSON auth message"));
    }
  }

  @Test
  void signsOfLife_beforeTheKey_areAllowed() {
    try (var client = browser()) {
      client.text("ping").text("{\"type\":\"keep_alive\"}").send(WireClient.PING, (byte) '1');
      client.text(AUTH).seconds(1, TestHouse.RATE).finish();

      assertThat(client.readAll().words()).isEqualTo("w0");
    }
  }

  @Test
  void key_inTheHeader_isNotLookedAt() {
    try (var client = WireClient.connect(house.port()).upgrade(WEB, TestHouse.KEY)) {
      assertThat(client.finish().readAll().closeText()).isEqualTo("First message must be auth");
    }
  }

  @Test
  void close_insteadOfTheKey_endsTheConnection() {
    try (var client = browser()) {
      assertThat(client.close(1_000).readAll().closeCode()).isEqualTo(1_000);
    }
    house.awaitNoStreams();
  }

  @Test
  void reset_insteadOfTheKey_leavesNoStreamBehind() {
    browser().reset();

    house.awaitNoStreams();
  }

  @Test
  void silentSockets_aCrowd_disturbNobodyAndAreClosedInTime() {
    var silent = crowd(() -> WireClient.connect(house.port()));
    var withoutKey = crowd(this::browser);
    try (var good = house.stream()) {
      assertThat(good.seconds(3, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0 w1 w2");
    }

    assertThat(silent.stream().map(WireClient::read)).containsOnly(new Frame.End());
    assertThat(withoutKey.stream().map(client -> client.readAll().frames().getLast()))
        .containsOnly(new Frame.Close(1_008, "Auth timeout"));
    Stream.of(silent, withoutKey).forEach(clients -> clients.forEach(WireClient::close));
    house.awaitNoStreams();
  }

  private static List<WireClient> crowd(Supplier<WireClient> client) {
    return Stream.generate(client).limit(CROWD).toList();
  }

  private WireClient browser() {
    return WireClient.connect(house.port()).upgrade(WEB, null);
  }

  private static byte[] text(String text) {
    return WireClient.frame(WireClient.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// So many seconds of sound between two other frames.
  private static byte[] inOneWrite(int seconds, byte[] first, byte[] last) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    for (var i = 0; i < seconds * 50; i++) {
      all.writeBytes(WireClient.frame(WireClient.BINARY, new byte[640]));
    }
    all.writeBytes(last);
    return all.toByteArray();
  }
}
