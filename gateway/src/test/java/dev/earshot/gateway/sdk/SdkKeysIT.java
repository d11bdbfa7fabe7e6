package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.cli.Earshot;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys as the SDKs show them: tokens that their backends make for their pages, and a key that is revoked
/// while somebody speaks.
@Timeout(120)
class SdkKeysIT {
  private static final String VOICE = "queue-youarenext"; // 5.4 s
  private static final JsonMapper JSON = new JsonMapper();

  private final Path data;
  private final TestCertificates certificates;

  SdkKeysIT(@TempDir Path data) {
    this.data = data;
    this.certificates = new TestCertificates(data);
  }

  @BeforeAll
  static void install() {
    var _ = Packages.installed();
  }

  @Test
  void token_thatABackendAskedFor_opensAStreamOfItsAccount() throws Exception {
    try (var house = house()) {
      var clip = Clip.named(VOICE, data);

      var ran = Program.script("grant.mjs")
          .with("GATEWAY", "ws://127.0.0.1:" + house.port())
          .with("KEY", TestHouse.KEY)
          .run(clip.file());
      house.awaitNoStreams();

      assertThat(ran.said()).as("%s", ran).containsExactly("20", "w0 w1 w2 w3 w4", "w5");
      DeepgramRules.hold(ran.line());
      assertThat(house.usedMs()).isEqualTo(clip.millis());
    }
  }

  @Test
  void clientSecret_thatABackendAskedFor_opensItsSession() throws Exception {
    try (var house = house()) {
      var clip = Clip.at24k(VOICE, data);

      var ran = Program.script("secret.mjs")
          .flag("--experimental-websocket")
          .with("GATEWAY", "https://localhost:" + house.house().securePort().orElseThrow())
          .with("KEY", TestHouse.KEY)
          .with("NODE_EXTRA_CA_CERTS", data.resolve("localhost.pem").toString())
          .run(clip.file());
      house.awaitNoStreams();

      assertThat(ran.said()).as("%s", ran)
          .containsExactly("ek_ true", "gpt-4o-mini-transcribe null", "w0 w1 w2 w3 w4 w5");
      assertThat(ran.line().subprotocol()).isEqualTo("realtime");
      assertThat(ran.line().code()).isEqualTo(1_000);
      assertThat(house.usedMs()).isEqualTo(clip.millis());
    }
  }

  /// The SDK dials again once, is told that the key is nobody's, and gives up.
  @Test
  void keyThatIsRevokedWhileSomebodySpeaks_endsTheStreamAndOpensNone() throws Exception {
    try (var house = house()) {
      var key = JSON.readTree(keys(house, "create", "bob", "--unlimited", "--json"));
      var program = Program.of(Example.named("deepgram-5.mjs"))
          .with("GATEWAY", "ws://127.0.0.1:" + house.port())
          .with("KEY", key.path("key").asText());
      var clip = Clip.named(VOICE, data);

      var running = new FutureTask<>(() -> program.run(clip.file()));
      Thread.ofVirtual().start(running);
      Until.holds(() -> house.openStreams() == 1);
      keys(house, "revoke", key.path("id").asText());
      var ran = running.get(60, TimeUnit.SECONDS);

      assertThat(ran.sockets()).as("%s", ran).hasSize(2);
      assertThat(ran.sockets().getFirst().code()).isEqualTo(1_008);
      assertThat(ran.sockets().getFirst().reason()).startsWith("INVALID_AUTH");
      assertThat(ran.sockets().getLast().status()).isEqualTo(401);
    }
  }

  private TestHouse house() throws Exception {
    return TestHouse.open(data.resolve("house"), certificates.make("localhost"),
        Duration.ofMinutes(1));
  }

  /// `earshot keys` on the gateway's own machine.
  private String keys(TestHouse house, String... what) throws IOException {
    var settings = Files.writeString(data.resolve("settings"),
        "EARSHOT_DATA=" + data.resolve("house") + "\n");
    var line = new ArrayList<>(List.of("keys"));
    line.addAll(List.of(what));
    line.addAll(List.of("--config", settings.toString(), "--url",
        "http://127.0.0.1:" + house.house().opsPort()));
    var out = new StringWriter();
    var err = new StringWriter();
    assertThat(Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true),
        line.toArray(String[]::new))).as(err::toString).isZero();
    return out.toString();
  }
}
