package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.DeepgramHeard.billedMs;
import static dev.earshot.gateway.socket.DeepgramHeard.end;
import static dev.earshot.gateway.socket.DeepgramHeard.finals;
import static dev.earshot.gateway.socket.DeepgramHeard.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.audio.RecordedSpeech;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that may be sound at `/v1/listen`, over real sockets, cut anywhere, from the first byte to
/// the bill.
@Timeout(60)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepgramSoundTest {
  private static final String LISTEN = "/v1/listen?model=nova-3";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";
  private static final String FINALIZE = "{\"type\":\"Finalize\"}";

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

  /// What encoders add to the end of a recording is not more than 20 ms.
  @ParameterizedTest
  @CsvSource({"mono.flac, '', 1000", "deep.flac, '', 1000", "mono.flac, flac, 1000",
      "mono.flac, flac&sample_rate=44100&channels=2, 1000", "mono.opus, '', 2387",
      "mono.opus, ogg-opus, 2387", "mono.opus, opus&sample_rate=48000, 2387", "live.webm, '', 2387",
      "live.webm, opus, 2387", "browser.webm, '', 2340",
      "browser.webm, opus&sample_rate=48000, 2340",
      "two.flac, '', 1000", "two.opus, opus&channels=2, 1000", "two.webm, '', 1000"})
  void file_cutAnywhere_isHeardAndBilledToItsEnd(String file, String encoding, int millis) {
    var target = LISTEN + (encoding.isEmpty() ? "" : "&encoding=" + encoding);
    var bytes = RecordedSpeech.bytes(file);
    for (var step : new int[]{1, 7, 640, bytes.length}) {
      var heard = hear(target, bytes, step);

      assertThat(finals(heard, 0)).as("steps of %d", step)
          .isEqualTo(Heard.wordsOf((millis + 999) / 1_000));
      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_000, ""));
      assertThat(billedMs(heard)).isBetween((long) millis, millis + 20L);
      assertThat(metadata(heard).path("channels").asInt()).isEqualTo(1);
      assertThat(end(heard, 0)).isEqualTo(billedMs(heard));
    }
  }

  @ParameterizedTest
  @CsvSource({"two.flac, ''", "two.flac, flac", "two.opus, ''", "two.opus, ogg-opus",
      "two.opus, opus&channels=2", "two.webm, ''", "two.webm, opus"})
  void file_channelsApart_areTwoTimeLines(String file, String encoding) {
    var target = LISTEN + "&multichannel=true"
        + (encoding.isEmpty() ? "" : "&encoding=" + encoding);
    var bytes = RecordedSpeech.bytes(file);
    for (var step : new int[]{1, 255, bytes.length}) {
      var heard = hear(target, bytes, step);

      assertTwoChannels(heard, 1_000);
    }
  }

  @Test
  void wav_ofAClip_isHeardAndBilledToItsEnd() throws IOException {
    var bytes = Files.readAllBytes(SpeechSample.named("conf-placeintoconf-16k").file());
    for (var step : new int[]{3, 3_200, bytes.length}) {
      var heard = hear(LISTEN, bytes, step);

      assertThat(finals(heard, 0)).isEqualTo("w0 w1 w2");
      assertThat(billedMs(heard)).isEqualTo(2_387);
    }
  }

  /// What is said stands: a header that was not announced is 22 samples.
  @Test
  void wav_announcedAsItsSamples_isHeardWithItsHeader() throws IOException {
    var bytes = Files.readAllBytes(SpeechSample.named("conf-placeintoconf-16k").file());
    var heard = hear(LISTEN + "&encoding=linear16&sample_rate=16000", bytes, 3_200);

    assertThat(finals(heard, 0)).isEqualTo("w0 w1 w2");
    assertThat(billedMs(heard)).isEqualTo(bytes.length / 32);
  }

  @ParameterizedTest
  @CsvSource({"linear16, 2", "linear32, 4", "mulaw, 1", "alaw, 1"})
  void raw_channelsThatTakeTurns_areHeardAsOneOrApart(String encoding, int sampleBytes) {
    var target = LISTEN + "&sample_rate=8000&channels=2&encoding=" + encoding;
    var bytes = new byte[8_000 * 2 * sampleBytes * 2];

    for (var step : new int[]{7, 640, bytes.length}) {
      var one = hear(target, bytes, step);
      assertThat(finals(one, 0)).isEqualTo("w0 w1");
      assertThat(billedMs(one)).isEqualTo(2_000);
      assertThat(metadata(one).path("channels").asInt()).isEqualTo(1);
      assertTwoChannels(hear(target + "&multichannel=true", bytes, step), 2_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&multichannel=false", "&multichannel=true"})
  void opus_onePacketAMessage_isHeardAndBilledByItsOwnClock(String more) {
    var packets = OpusPackets.of(new short[2 * TestHouse.RATE], TestHouse.RATE, 20, 24_000);
    try (var client = house.stream(
        LISTEN + "&encoding=opus&sample_rate=48000&channels=2" + more)) {
      packets.forEach(packet -> client.send(WireClient.BINARY, packet));
      var heard = client.text(CLOSE).readAll();

      if (more.endsWith("true")) {
        assertTwoChannels(heard, 2_000);
      } else {
        assertThat(finals(heard, 0)).isEqualTo("w0 w1");
        assertThat(billedMs(heard)).isEqualTo(2_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&encoding=flac", "&encoding=ogg-opus", "&encoding=opus"})
  void stream_closedBeforeAnySound_costsNothing(String encoding) {
    try (var client = house.stream(LISTEN + encoding)) {
      var answer = Heard.json(client.text(FINALIZE).awaitText("from_finalize\":true"));
      var heard = client.text(CLOSE).readAll();

      assertThat(answer.path("channel_index").toString()).isEqualTo("[0,1]");
      assertThat(answer.at("/channel/alternatives/0/transcript").asText()).isEmpty();
      assertThat(metadata(heard).path("duration").asDouble()).isZero();
      assertThat(metadata(heard).path("channels").asInt()).isZero();
      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_000, ""));
    }
    house.awaitNoStreams();
  }

  private Heard hear(String target, byte[] bytes, int step) {
    var before = house.usedMs();
    try (var client = house.stream(target)) {
      client.pieces(bytes, step);
      var heard = client.text(CLOSE).readAll();
      house.awaitNoStreams();
      assertThat(house.usedMs() - before).isEqualTo(billedMs(heard));
      return heard;
    }
  }

  private static void assertTwoChannels(Heard heard, long millis) {
    for (var channel = 0; channel < 2; channel++) {
      assertThat(finals(heard, channel)).isEqualTo(Heard.wordsOf((int) millis / 1_000));
      assertThat(end(heard, channel)).isEqualTo(millis);
    }
    assertThat(heard.events("Results"))
        .allMatch(results -> results.at("/channel_index/1").asInt() == 2);
    assertThat(metadata(heard).path("channels").asInt()).isEqualTo(2);
    assertThat(billedMs(heard)).isEqualTo(millis);
    assertThat(heard.closeCode()).isEqualTo(1_000);
  }
}
