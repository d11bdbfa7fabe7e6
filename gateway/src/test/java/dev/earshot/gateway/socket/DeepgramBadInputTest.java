package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of `/v1/listen` that break a rule: each is told which, and those beside them hear on.
@Timeout(60)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepgramBadInputTest {
  private static final String LISTEN = "/v1/listen?encoding=linear16&sample_rate=16000";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";
  private static final int MESSAGE = 16 * 1_024 * 1_024;

  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeAll
  void open(@TempDir Path data) {
    house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterAll
  void close() {
    house.close();
  }

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach(1_002, "no mask", c -> c.raw((byte) 0x82, (byte) 2, (byte) 1, (byte) 2)),
        breach(1_002, "compressed", c -> c.send(0xC1, new byte[4])),
        breach(1_002, "text within fragments",
            c -> c.send(0x02, new byte[4]).send(WireClient.TEXT, new byte[1])),
        breach(1_007, "text", c -> c.send(WireClient.TEXT, (byte) 0xC3, (byte) 0x28)),
        breach(1_009, "fragments without end", DeepgramBadInputTest::fragments));
  }

  @ParameterizedTest(name = "{1} closes {0}")
  @MethodSource("breaches")
  void breach_ofTheProtocol_isToldAndDisturbsNobody(int code, String name,
      Consumer<WireClient> breach) {
    try (var good = house.stream(LISTEN); var bad = house.stream(LISTEN)) {
      good.seconds(1, TestHouse.RATE);
      breach.accept(bad);

      assertThat(bad.readAll().closeCode()).as(name).isEqualTo(code);
      assertThat(finals(good.seconds(1, TestHouse.RATE).text(CLOSE).readAll()))
          .isEqualTo("w0 w1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"type\":"})
  void text_ofGreatDepth_isSkippedAndCounted(String opening) {
    var before = house.total("earshot.frames.skipped");
    try (var client = house.stream(LISTEN)) {
      var heard = client.text(opening.repeat(10_000))
          .text("[".repeat(10_000) + "]".repeat(10_000))
          .seconds(1, TestHouse.RATE)
          .text(CLOSE)
          .readAll();

      assertThat(finals(heard)).isEqualTo("w0");
      assertThat(heard.closeCode()).isEqualTo(1_000);
      assertThat(house.total("earshot.frames.skipped") - before).isEqualTo(2);
    }
  }

  @Test
  void parameter_unknown_isAccepted() {
    try (var client = house.stream(LISTEN + "&invented=1&invented=2&%F0%9F%8E%89=x")) {
      assertThat(client.text(CLOSE).readAll().closeCode()).isEqualTo(1_000);
    }
  }

  @Test
  void token_expired_answers401() {
    var granted = request("POST /v1/auth/grant HTTP/1.1\r\nHost: x\r\nAuthorization: Token "
        + TestHouse.KEY + "\r\nContent-Length: 17\r\n\r\n{\"ttl_seconds\":1}");
    var token = Heard.json(granted.body()).path("access_token").asText();

    Until.holds(() -> request(WireClient.handshake(LISTEN, token)).status() == 401);
    assertThat(request(WireClient.handshake(LISTEN, token)).headers().get("dg-error"))
        .isEqualTo("Invalid credentials. key: the token has expired (expected: a key or token of "
            + "this gateway)");
  }

  private static void fragments(WireClient client) {
    try {
      client.send(0x02, new byte[MESSAGE / 2]);
      for (var i = 0; i < 4; i++) {
        client.send(0x00, new byte[MESSAGE / 4]);
      }
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("ipe"); // cut off, which is as well
    }
  }

  private Answer request(String request) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(request);
    }
  }

  private static String finals(Heard heard) {
    return String.join(" ", heard.events("Results")
        .stream()
        .filter(results -> results.path("is_final").asBoolean())
        .map(results -> results.at("/channel/alternatives/0/transcript").asText())
        .filter(text -> !text.isEmpty())
        .toList());
  }

  private static Arguments breach(int code, String name, Consumer<WireClient> breach) {
    return arguments(code, name, breach);
  }
}
