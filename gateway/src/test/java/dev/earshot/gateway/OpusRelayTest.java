package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.Engines;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.Sentinels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A device that speaks Opus through a gateway whose recogniser takes it.
@Timeout(60)
class OpusRelayTest {
  private static final String KEY = "s3cret";
  private static final String DEVICE = "/v4/listen?codec=opus_fs320&sample_rate=16000";

  private final List<byte[]> arrived = new CopyOnWriteArrayList<>();
  private final ScriptedUpstream server = ScriptedUpstream
      .open(new ScriptedDeepgram(KEY, arrived::add));

  @TempDir
  private Path data;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void packets_reachTheRecogniserAsTheyCame() {
    try (var house = TestHouse.open(data, engines(true))) {
      assertThat(speak(house, Sentinels.packets(6))).isEqualTo("w0 w1 w2 w3 w4 w5");
      assertThat(house.usedMs()).isEqualTo(6_000);
    }
    assertThat(encoding()).isEqualTo("opus");
    assertThat(arrived).containsExactlyElementsOf(Sentinels.packets(6));
  }

  /// Each stands where it came, for 20 ms, as it does where all is decoded.
  @Test
  void framesThatAreNoPackets_keepTheirPlaceAndAreChargedFor() {
    var sent = new ArrayList<>(Sentinels.packets(3));
    sent.set(10, new byte[]{0x4b, 0, 0});
    sent.set(20, new byte[]{0x4b, 0x07, 1, 2, 3});
    try (var house = TestHouse.open(data, engines(true))) {
      assertThat(speak(house, sent)).contains("w2");
      assertThat(house.usedMs()).isEqualTo(3_000);
    }
    sent.set(10, new byte[]{0x48});
    sent.set(20, new byte[]{0x48});
    assertThat(arrived).containsExactlyElementsOf(sent);
  }

  /// Half a second of each length, and half a millisecond more than is whole.
  @Test
  void packetsOfAnyLength_areChargedForToTheSample() {
    var sent = new ArrayList<byte[]>();
    for (var millis : List.of(10, 20, 40, 60)) {
      sent.addAll(OpusPackets.of(new short[16 * 600], 16_000, millis, 24_000));
    }
    sent.add(new byte[]{(byte) 0x80, 1, 2, 3});
    try (var house = TestHouse.open(data, engines(true))) {
      speak(house, sent);
      assertThat(house.usedMs()).isEqualTo(4 * 600 + 2);
    }
    assertThat(arrived).containsExactlyElementsOf(sent);
  }

  @Test
  void optedOut_samplesAreSent() {
    try (var house = TestHouse.open(data, engines(false))) {
      speak(house, OpusPackets.of(new short[32_000], 16_000, 20, 24_000));
      assertThat(house.usedMs()).isEqualTo(2_000);
    }
    assertThat(encoding()).isEqualTo("linear16");
    assertThat(arrived).isEmpty();
  }

  /// Two seconds of a loud tone, and the half second behind it, of six.
  @Test
  void planThatChargesForSpeech_chargesForSpeechOnly() {
    var usual = Policy.USUAL;
    var speech = new Policy(usual.exhaustion(), usual.blindness(), usual.threshold(), Silence.FREE,
        usual.channels(), usual.strict());
    var plans = new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), speech)));
    var pcm = Arrays.copyOf(loud(), 6 * 16_000);
    try (var house = TestHouse.open(data, plans)) {
      speak(house, OpusPackets.of(pcm, 16_000, 20, 24_000));
      assertThat(house.usedMs()).isBetween(2_000L, 2_800L);
    }
  }

  private String encoding() {
    return server.calls().getFirst().query().getOrDefault("encoding", "none");
  }

  private Engines engines(boolean opus) {
    return new Engines(
        List.of(new Deepgram(List.of(server.uri()), new Secret(KEY), "nova-3", opus)),
        Relaying.DEFAULT);
  }

  /// What is heard of these packets, when all is over and paid for.
  private static String speak(TestHouse house, List<byte[]> packets) {
    try (var client = house.stream(DEVICE).patient(Duration.ofSeconds(30))) {
      client.ready();
      packets.forEach(packet -> client.raw(WireClient.frame(WireClient.BINARY, packet)));
      client.finish();
      var words = client.readAll().words();
      house.awaitNoStreams();
      return words;
    }
  }

  private static short[] loud() {
    var pcm = new short[32_000];
    for (var i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (8_000 * Math.sin(i / 10.0));
    }
    return pcm;
  }
}
