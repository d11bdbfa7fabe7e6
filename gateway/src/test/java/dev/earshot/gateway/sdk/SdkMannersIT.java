package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the SDKs do when things are not as they should be, and many of them at once. The scripted
/// recogniser says which second of sound was heard.
@Timeout(120)
class SdkMannersIT {
  private static final String VOICE = "queue-youarenext"; // 5.4 s
  private static final int CROWD = 50;

  private final Path data;

  SdkMannersIT(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void fiftyClientsAtOnce_areChargedForFiftyClipsExactly() throws Exception {
    try (var house = house(MonthlyGrant.unlimited())) {
      var clip = Clip.named(VOICE, data);

      var ran = Program.script("crowd.mjs")
          .with("CROWD", String.valueOf(CROWD))
          .with("GATEWAY", address("ws", house))
          .with("KEY", TestHouse.KEY)
          .run(clip.file());
      house.awaitNoStreams();

      assertThat(ran.exit()).as("%s", ran.complained()).isZero();
      assertThat(ran.sockets()).hasSize(CROWD).allSatisfy(DeepgramRules::hold);
      assertThat(ran.sockets()).allSatisfy(
          line -> assertThat(DeepgramRules.toldMs(line)).isEqualTo(clip.millis()));
      assertThat(house.usedMs()).isEqualTo(CROWD * clip.millis());
    }
  }

  @Test
  void pauseOfTwelveSeconds_withSignsOfLife_isFreeAndFinalizeIsAlwaysAnswered() throws Exception {
    try (var house = house(MonthlyGrant.unlimited())) {
      var clip = Clip.named(VOICE, data);

      var ran = run(house, Program.script("pauses.mjs"), TestHouse.KEY, clip);

      assertThat(ran.exit()).as("%s", ran).isZero();
      assertThat(ran.said()).containsExactly("w0 w1 w2", "");
      DeepgramRules.hold(ran.line());
      assertThat(ran.line().sent()).containsExactly("Finalize", "Finalize", "KeepAlive",
          "KeepAlive", "KeepAlive", "CloseStream");
      assertThat(DeepgramRules.toldMs(ran.line())).isEqualTo(clip.millis());
      assertThat(house.usedMs()).isEqualTo(clip.millis());
    }
  }

  @Test
  void clientThatIsSilent_isToldSoAfterTenSeconds() throws Exception {
    try (var house = house(MonthlyGrant.unlimited())) {
      var ran = run(house, Program.script("idle.mjs"), TestHouse.KEY, Clip.named(VOICE, data));

      assertThat(ran.line().subprotocol()).isEqualTo("token");
      assertThat(ran.line().code()).isEqualTo(1_011);
      assertThat(ran.line().reason()).contains("net0001");
      assertThat(house.usedMs()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepgram-5.mjs", "deepgram-4.mjs", "deepgram-ws.mjs", "openai-7.mjs"})
  void wrongKey_isRefusedOnce(String example) throws Exception {
    try (var house = house(MonthlyGrant.unlimited())) {
      var ran = run(house, program(example), "nobodys", clip(example));

      assertThat(ran.line().status()).isEqualTo(401);
      assertThat(ran.line().heard()).isEmpty();
      assertThat(ran.said()).isEmpty();
      assertThat(ran.complained() + ran.errors()).contains("401");
      assertThat(house.usedMs()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepgram-5.mjs", "deepgram-4.mjs"})
  void nothingLeft_isToldBeforeTheStream(String example) throws Exception {
    try (var house = house(MonthlyGrant.of(Duration.ZERO))) {
      var ran = run(house, program(example), TestHouse.KEY, clip(example));

      assertThat(ran.line().status()).isEqualTo(402);
      assertThat(ran.complained()).contains("402");
    }
  }

  /// The SDK dials again once, is told that there is nothing left, and gives up.
  @Test
  void creditThatEndsWhileSomebodySpeaks_isToldWithTheWordsUpToThere() throws Exception {
    try (var house = house(MonthlyGrant.of(Duration.ofSeconds(2)))) {
      var ran = run(house, program("deepgram-5.mjs"), TestHouse.KEY, clip("deepgram-5.mjs"));

      assertThat(ran.said()).containsExactly("w0 w1");
      assertThat(ran.sockets()).hasSize(2);
      assertThat(ran.sockets().getFirst().code()).isEqualTo(1_008);
      assertThat(ran.sockets().getFirst().reason()).isEqualTo("ASR_PAYMENT_REQUIRED");
      assertThat(ran.sockets().getLast().status()).isEqualTo(402);
      assertThat(house.usedMs()).isEqualTo(2_000);
    }
  }

  @Test
  void creditThatEndsWhileSomebodySpeaks_isAnErrorToOpenAisClient() throws Exception {
    try (var house = house(MonthlyGrant.of(Duration.ofSeconds(2)))) {
      var ran = run(house, program("openai-7.mjs"), TestHouse.KEY, clip("openai-7.mjs"));

      var errors = ran.line().messages("error");
      assertThat(errors).hasSize(1);
      assertThat(errors.getFirst().path("error").path("code").asText())
          .isEqualTo("insufficient_quota");
      assertThat(ran.line().code()).isEqualTo(1_008);
      assertThat(house.usedMs()).isEqualTo(2_000);
    }
  }

  private Ran run(TestHouse house, Program program, String key, Clip clip)
      throws IOException, InterruptedException {
    var scheme = program.file().contains("openai") ? "http" : "ws";
    var ran = program.with("GATEWAY", address(scheme, house)).with("KEY", key).run(clip.file());
    house.awaitNoStreams();
    return ran;
  }

  /// Examples for an older SDK run on the older one.
  private static Program program(String example) {
    var text = Example.named(example);
    return Program.of(example.equals("deepgram-4.mjs")
        ? text.on("@deepgram/sdk", "deepgram-sdk-4", "manners")
        : text);
  }

  private Clip clip(String example) throws IOException {
    return example.contains("openai") ? Clip.at24k(VOICE, data) : Clip.named(VOICE, data);
  }

  private TestHouse house(MonthlyGrant grant) {
    return TestHouse.open(data.resolve("house"), SocketLimits.DEFAULT,
        List.of(new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY, grant)), CROWD);
  }

  private static String address(String scheme, TestHouse house) {
    return scheme + "://127.0.0.1:" + house.port();
  }
}
