package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions that no token can carry, asked for on a real socket.
@Timeout(60)
@ExtendWith(CleanLog.class)
class LongSecretTest {
  static Stream<String> transcriptions() {
    return Stream.of("{\"prompt\":\"" + "x".repeat(3_500) + "\"}",
        // short enough, but for what a token has to escape
        "{\"keywords\":[" + "\"\\\"\",".repeat(500) + "\"x\"]}");
  }

  @ParameterizedTest
  @MethodSource("transcriptions")
  void secret_ofASessionThatIsTooLong_is400(String transcription, @TempDir Path data) {
    var body = "{\"session\":{\"audio\":{\"input\":{\"transcription\":" + transcription + "}}}}";
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT);
        var client = WireClient.connect(house.port())) {
      var answer = client.request("POST /v1/realtime/client_secrets HTTP/1.1\r\nHost: localhost\r\n"
          + "Authorization: Bearer " + TestHouse.KEY + "\r\nContent-Length: " + body.length()
          + "\r\n\r\n" + body);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(Heard.json(answer.body()).at("/error/param").asText()).isEqualTo("session");
    }
  }
}
