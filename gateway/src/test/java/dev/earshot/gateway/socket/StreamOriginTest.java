package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that a page of another site opens in somebody's browser, and keys in addresses.
@Timeout(60)
@ExtendWith(CleanLog.class)
class StreamOriginTest {
  private static final String OURS = "https://app.example";

  @TempDir
  private Path data;
  private TestHouse house;

  @BeforeEach
  void open() {
    house = TestHouse.open(data, new Origins(Set.of(OURS)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TestHouse.LISTEN, "/v4/web/listen?codec=pcm16&sample_rate=16000",
      "/v1/listen?encoding=linear16&sample_rate=16000", "/v1/realtime?intent=transcription"})
  void origin_ofAnotherSite_isRefusedBeforeTheUpgrade(String target) {
    assertThat(knock(target, "https://evil.example").status()).isEqualTo(403);
    assertThat(knock(target, "null").status()).isEqualTo(403); // a page in a sandbox
    assertThat(knock(target, OURS).status()).isEqualTo(101);
    house.awaitNoStreams();
  }

  @ParameterizedTest
  @ValueSource(strings = {TestHouse.LISTEN + "&token=KEY", TestHouse.LISTEN + "&access_token=KEY",
      "/v1/listen?encoding=linear16&sample_rate=16000&token=KEY",
      "/v1/listen?encoding=linear16&sample_rate=16000&key=KEY",
      "/v1/realtime?intent=transcription&api_key=KEY"})
  void key_inTheQuery_letsNobodyIn(String target) {
    try (var client = WireClient.connect(house.port())) {
      assertThat(client
          .request(WireClient.handshake(target.replace("KEY", TestHouse.KEY), null))
          .status()).isIn(400, 401);
    }
  }

  private Answer knock(String target, String origin) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(WireClient.handshake(target, TestHouse.KEY)
          .replaceFirst("\r\n\r\n$", "\r\nOrigin: " + origin + "\r\n\r\n"));
    }
  }
}
