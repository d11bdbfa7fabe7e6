package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.CutDevice;
import dev.earshot.gateway.wire.CutDevice.Leg;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.testkit.Cable;
import dev.earshot.testkit.Cable.Way;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A device that speaks Opus on a network that is cut every few seconds of sound. Its account has one
/// place, so it comes in again only when the gateway has let go of its last stream.
@Timeout(60)
@ExtendWith(CleanLog.class)
class CutCableTest {
  private static final int CUTS = 20;
  private static final int SPEECH_SECONDS = 15;
  private static final long PACKET_MS = 10;
  private static final Duration GRANT = Duration.ofMinutes(10);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  private final TestHouse house;
  private final Cable cable;
  private final CutDevice device;
  private final Set<String> segments = new HashSet<>();
  private Runnable last = () -> {};
  private long billed;

  CutCableTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT.idleAfter(IDLE, HEARTBEAT),
        List.of(new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY, MonthlyGrant.of(GRANT))), 1);
    this.cable = Cable.to(house.port());
    this.device = new CutDevice(cable, speech(), new Random(20_261_124));
  }

  @AfterEach
  void close() {
    cable.close();
    house.close();
  }

  @Test
  void device_cutAgainAndAgain_getsATruthfulAnswerEveryTime() {
    for (var cut = 0; cut < CUTS; cut++) {
      var way = cut % 2 == 0 ? Way.RESET : Way.BLACK_HOLE;
      var in = device.comeIn(way); // which waits for the place of the leg before
      checkLast();
      var leg = device.speakUntilCut(in);
      last = () -> checkCut(way, leg);
      if (cut % 4 == 3) {
        var whole = device.comeIn();
        checkLast();
        var said = device.speakToTheEnd(whole);
        last = () -> checkWhole(said);
      }
    }
    house.awaitNoStreams();
    checkLast();

    assertThat(house.usedMs()).isEqualTo(billed);
    assertThat(house.total("earshot.audio.ms")).isEqualTo((double) billed); // nothing came that was not billed
    assertThat(device.refusals()).isNotEmpty()
        .containsOnly("1013 too many streams of this account, try again later");
    assertThat(house.house().meters().scrape())
        .contains(ended("client_vanished", CUTS / 2), ended("idle", CUTS / 2),
            ended("finished", CUTS / 4), ended("too_many_streams", device.refusals().size()));
    assertThat(house.total("earshot.streams.ended"))
        .isEqualTo(CUTS + CUTS / 4 + device.refusals().size());
  }

  private void checkLast() {
    last.run();
    last = () -> {};
  }

  private void checkCut(Way way, Leg leg) {
    var charged = house.usedMs() - billed;
    var arrivedMs = leg.arrivedPackets() * PACKET_MS;
    switch (way) {
      case BLACK_HOLE -> assertThat(charged).isEqualTo(arrivedMs);
      // what lies in the kernel when the reset comes may be lost; what was answered may not
      case RESET -> assertThat(charged)
          .isBetween((leg.answeredSeconds() - 1) * 1_000L + 1, arrivedMs);
    }
    checkAnswers(leg, arrivedMs);
    assertThat(leg.heard().closeCode()).isEqualTo(1_006);
    billed += charged;
  }

  private void checkWhole(Leg leg) {
    var sentMs = leg.arrivedPackets() * PACKET_MS;
    assertThat(house.usedMs() - billed).isEqualTo(sentMs);
    checkAnswers(leg, sentMs);
    assertThat(leg.heard().words())
        .isEqualTo(Heard.wordsOf((int) Math.ceilDiv(sentMs, 1_000)));
    assertThat(leg.heard().closeCode()).isEqualTo(1_000);
    billed += sentMs;
  }

  /// The credit it is told is what all legs before have left; its words are of the sound of this leg.
  private void checkAnswers(Leg leg, long arrivedMs) {
    assertThat(leg.heard().events("credits_left").getFirst().path("remaining_ms").asLong())
        .isEqualTo(GRANT.toMillis() - billed);
    var words = leg.heard().words().replace("?", "");
    assertThat(words).as("%s", leg).startsWith(Heard.wordsOf(leg.answeredSeconds()));
    assertThat(Heard.wordsOf((int) Math.ceilDiv(arrivedMs, 1_000))).startsWith(words);
    assertThat(leg.heard().segments()).allMatch(
        segment -> segment.path("end").asDouble() * 1_000 <= arrivedMs);
    var ids = new HashSet<String>();
    leg.heard().segments().forEach(segment -> ids.add(segment.path("id").asText()));
    assertThat(segments).doesNotContainAnyElementsOf(ids);
    segments.addAll(ids);
  }

  private static List<byte[]> speech() {
    var pcm = SpeechSample.minute(TestHouse.RATE).wav().pcm();
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return OpusPackets.of(Arrays.copyOf(samples, SPEECH_SECONDS * TestHouse.RATE), TestHouse.RATE,
        (int) PACKET_MS, 24_000);
  }

  private static String ended(String reason, int times) {
    return "earshot_streams_ended_total{reason=\"" + reason + "\"} " + (double) times;
  }
}
