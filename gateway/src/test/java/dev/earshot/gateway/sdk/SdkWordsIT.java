package dev.earshot.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.House;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.config.GatewayConfig.Tls;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.WordErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Speech through the examples of `docs/protocol.md`, each at the pace of its voice and for an account of
/// its own: the words, the order of what is told, the close, and the bill.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkWordsIT {
  private static final double MOST_ERRORS = 35;

  @SuppressWarnings("NullAway.Init")
  private House house;
  @SuppressWarnings("NullAway.Init")
  private Path data;
  @SuppressWarnings("NullAway.Init")
  private CertificateFiles certificate;

  /// A client of Deepgram's dialect.
  enum Deepgram {
    SDK_5("confbridge-pin-bad"), SDK_4("queue-youarenext"), SDK_3("followme-status"), WS(
        "ss-noservice"),
    /// Version 4 where Node has a WebSocket of its own, as from 22 on: the key is a subprotocol then.
    SDK_4_NATIVE("vm-nobodyavail");

    private final String clip;

    Deepgram(String clip) {
      this.clip = clip;
    }

    Program program() {
      var older = Example.named("deepgram-4.mjs");
      return switch (this) {
        case SDK_5 -> Program.of(Example.named("deepgram-5.mjs"));
        case SDK_4 -> Program.of(older.on("@deepgram/sdk", "deepgram-sdk-4", "4"));
        case SDK_3 -> Program.of(older.on("@deepgram/sdk", "deepgram-sdk-3", "3"));
        case WS -> Program.of(Example.named("deepgram-ws.mjs"));
        case SDK_4_NATIVE -> Program.of(older.on("@deepgram/sdk", "deepgram-sdk-4", "native"))
            .flag("--experimental-websocket");
      };
    }
  }

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    var _ = Packages.installed();
    this.data = data;
    this.certificate = new TestCertificates(data).make("localhost");
    var keys = Stream
        .concat(Stream.of(Deepgram.values()).map(Deepgram::name),
            Stream.of("openai7-https", "openai7-http", "openai6-https", "openai6-http"))
        .map(account -> new FirstKey(new AccountId(account), key(account),
            MonthlyGrant.of(Duration.ofMinutes(10))))
        .toList();
    var config = new GatewayConfig(new Listen("127.0.0.1", 0, 0,
        new Tls(0, certificate, Tls.LOOK)), data.resolve("house"), Backing.EMBEDDED,
        List.of(Engine.SPHINX), keys, Credits.DEFAULT, Streams.DEFAULT);
    this.house = House.open(config, SocketLimits.DEFAULT, TestHouse.ROOMY);
    house.ready().block(Duration.ofSeconds(60));
  }

  @AfterAll
  @SuppressWarnings("NullAway") // not opened where the packages are missing
  void close() {
    if (house != null) {
      house.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void deepgram_speech_isWordsAndTheClientsBillIsTheLedgers(Deepgram client) throws Exception {
    var clip = Clip.named(client.clip, data);

    var ran = client.program()
        .with("GATEWAY", "ws://127.0.0.1:" + house.port())
        .with("KEY", key(client.name()))
        .run(clip.file());

    assertThat(ran.exit()).as("%s", ran).isZero();
    assertThat(ran.errors()).isEmpty();
    assertThat(WordErrors.between(clip.text(), ran.words()).percent()).as(ran.words())
        .isLessThan(MOST_ERRORS);
    DeepgramRules.hold(ran.line());
    assertThat(DeepgramRules.guesses(ran.line())).isTrue();
    assertThat(ran.line().subprotocol())
        .isEqualTo(client == Deepgram.SDK_4_NATIVE ? "token" : "");
    assertThat(DeepgramRules.toldMs(ran.line())).isEqualTo(clip.millis());
    assertThat(charged(client.name())).isEqualTo(clip.millis());
  }

  @ParameterizedTest
  @CsvSource({"7,https,conf-roll-callcomplete", "7,http,privacy-prompt", "6,https,ss-noservice",
      "6,http,conf-placeintoconf"})
  void openAi_speech_isWordsAndIsCharged(int version, String scheme, String name)
      throws Exception {
    var account = "openai" + version + "-" + scheme;
    var clip = Clip.at24k(name, data);

    var ran = openAi(version).with("GATEWAY", address(scheme))
        .with("KEY", key(account))
        .with("NODE_EXTRA_CA_CERTS", certificate.certificate().toString())
        .run(clip.file());

    assertThat(ran.exit()).as("%s", ran).isZero();
    assertThat(ran.errors()).isEmpty();
    assertThat(WordErrors.between(clip.text(), ran.words()).percent()).as(ran.words())
        .isLessThan(MOST_ERRORS);
    OpenAiRules.hold(ran.line());
    var sentMs = ran.line().soundBytes() / 48;
    assertThat(sentMs).isGreaterThanOrEqualTo(clip.millis());
    assertThat(charged(account)).isEqualTo(sentMs);
    // The silence behind the last sentence is in no item; whoever commits has everything in one.
    assertThat(OpenAiRules.toldMs(ran.line()))
        .isEqualTo(version == 6 ? OpenAiRules.lastStopMs(ran.line()) : sentMs);
  }

  private static Program openAi(int version) {
    return version == 7
        ? Program.of(Example.named("openai-7.mjs"))
        : Program.of(Example.named("openai-6.mjs").on("openai", "openai-6", "6"));
  }

  private String address(String scheme) {
    return scheme.equals("https")
        ? "https://localhost:" + house.securePort().orElseThrow()
        : "http://127.0.0.1:" + house.port();
  }

  /// A stream is charged for as a whole when it ends.
  private long charged(String account) {
    var charges = new Charges(data.resolve("house"));
    Until.holds(() -> charges.of(account) > 0);
    return charges.of(account);
  }

  private static String key(String account) {
    return "key-of-" + account;
  }
}
