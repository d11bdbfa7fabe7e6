package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever writes line ends and escapes where a client may write anything cannot forge a line of the log, nor
/// speak to the terminal of who reads it.
@Timeout(60)
class LogInjectionTest {
  /// As it would stand in a request line.
  private static final String FORGED = "%0d%0a2026-11-29T00:00:00Z%20WARN%20forged%1b[2J";
  private static final String IN_CLEAR = "\n2026-11-29T00:00:00Z WARN forged\u001b[2J";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

  private final LogLines lines = new LogLines();
  private final TestHouse house;

  LogInjectionTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @BeforeEach
  void listen() {
    lines.open();
  }

  @AfterEach
  void close() {
    lines.close();
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v4/listen?codec=" + FORGED, "/v4/listen?language=" + FORGED,
      "/v1/listen?encoding=linear16&sample_rate=" + FORGED, "/v1/listen?model=" + FORGED,
      "/v1/realtime?intent=" + FORGED, "/" + FORGED, "/v1/users/me?x=" + FORGED})
  void request_withALineInIt_writesNone(String target) {
    try (var client = WireClient.connect(house.port())) {
      client.request(WireClient.handshake(target, TestHouse.KEY));
    }

    assertNoneForged();
  }

  @Test
  void text_withALineInIt_writesNone() {
    try (var client = house.stream().ready()) {
      client.text(IN_CLEAR);
      client.text("{\"type\":\"" + IN_CLEAR.replace("\n", "\\n").replace("\u001b", "\\u001b")
          + "\"}");
      client.seconds(1, TestHouse.RATE).finish().readAll();
    }
    house.awaitNoStreams();

    assertNoneForged();
  }

  @Test
  void close_withALineInIt_writesNone() {
    try (var client = house.stream().ready()) {
      var reason = IN_CLEAR.getBytes(StandardCharsets.UTF_8);
      var payload = new byte[reason.length + 2];
      payload[0] = 0x0f;
      payload[1] = (byte) 0xa0; // 4000
      System.arraycopy(reason, 0, payload, 2, reason.length);
      client.send(WireClient.CLOSE, payload).readAll();
    }
    house.awaitNoStreams();

    assertNoneForged();
  }

  private void assertNoneForged() {
    assertThat(lines.seen().stream().filter(line -> line.startsWith("dev.earshot")))
        .noneMatch(line -> CONTROL.matcher(line).find());
  }
}
