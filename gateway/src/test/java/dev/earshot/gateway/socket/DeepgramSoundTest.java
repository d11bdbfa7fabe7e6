package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.audio.RecordedSpeech;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
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
      assertThat(billed(heard)).isBetween((long) millis, millis + 20L);
      assertThat(metadata(heard).path("channels").asInt()).isEqualTo(1);
      assertThat(end(heard, 0)).isEqualTo(billed(heard));
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
      assertThat(billed(heard)).isEqualTo(2_387);
    }
  }

  /// What is said stands: a header that was not announced is 22 samples.
  @Test
  void wav_announcedAsItsSamples_isHeardWithItsHeader() throws IOException {
    var bytes = Files.readAllBytes(SpeechSample.named("conf-placeintoconf-16k").file());
    var heard = hear(LISTEN + "&encoding=linear16&sample_rate=16000", bytes, 3_200);

    assertThat(finals(heard, 0)).isEqualTo("w0 w1 w2");
    assertThat(billed(heard)).isEqualTo(bytes.length / 32);
  }

  @ParameterizedTest
  @CsvSource({"linear16, 2", "linear32, 4", "mulaw, 1", "alaw, 1"})
  void raw_channelsThatTakeTurns_areHeardAsOneOrApart(String encoding, int sampleBytes) {
    var target = LISTEN + "&sample_rate=8000&channels=2&encoding=" + encoding;
    var bytes = new byte[8_000 * 2 * sampleBytes * 2];

    for (var step : new int[]{7, 640, bytes.length}) {
      var one = hear(target, bytes, step);
      assertThat(finals(one, 0)).isEqualTo("w0 w1");
      assertThat(billed(one)).isEqualTo(2_000);
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
        assertThat(billed(heard)).isEqualTo(2_000);
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

  @ParameterizedTest
  @CsvSource({"'', noise", "flac, noise", "ogg-opus, noise", "flac, mono.opus",
      "ogg-opus, mono.flac",
      "ogg-opus, live.webm"})
  void bytes_ofAnotherKind_close1008(String encoding, String what) {
    var target = LISTEN + (encoding.isEmpty() ? "" : "&encoding=" + encoding);
    var bytes = what.equals("noise")
        ? "this is no sound at all".getBytes(StandardCharsets.UTF_8)
        : RecordedSpeech.bytes(what);
    for (var step : new int[]{1, bytes.length}) {
      try (var client = house.stream(target)) {
        pieces(client, Arrays.copyOf(bytes, Math.min(bytes.length, 200)), step);
        assertUndecodable(client.readAll(), 0);
      }
    }
    house.awaitNoStreams();
  }

  /// A header that did not come to its end says nothing.
  @ParameterizedTest
  @CsvSource({"mono.flac, 3, ''", "mono.flac, 20, flac", "live.webm, 100, ''",
      "mono.opus, 2, opus"})
  void header_closedInItsMiddle_closes1008(String file, int length, String encoding) {
    try (var client = house.stream(
        LISTEN + (encoding.isEmpty() ? "" : "&encoding=" + encoding))) {
      pieces(client, Arrays.copyOf(RecordedSpeech.bytes(file), length), 1);
      assertUndecodable(client.text(CLOSE).readAll(), 0);
    }
    house.awaitNoStreams();
  }

  @Test
  void file_brokenInItsMiddle_isHeardUpToThereThenCloses1008() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.send(WireClient.BINARY, brokenBehind(1)).readAll();

      assertThat(finals(heard, 0)).isEqualTo("w0 w1 w2");
      assertUndecodable(heard, 2_387);
    }
    house.awaitNoStreams();
  }

  /// More than is decoded at once, so that the wish to end it comes before what is wrong with it.
  @Test
  void file_brokenAndClosedAtOnce_isHeardUpToThereThenCloses1008() {
    var file = WireClient.frame(WireClient.BINARY, brokenBehind(20));
    var close = WireClient.frame(WireClient.TEXT, CLOSE.getBytes(StandardCharsets.UTF_8));
    try (var client = house.stream(LISTEN + "&encoding=ogg-opus")) {
      var heard = client
          .raw(ByteBuffer.allocate(file.length + close.length).put(file).put(close).array())
          .readAll();

      assertThat(finals(heard, 0)).isEqualTo(Heard.wordsOf(48));
      assertUndecodable(heard, 20L * 38_204 / 16);
    }
    house.awaitNoStreams();
  }

  @Test
  void opus_packetsThatAreNone_areConcealedThenClose1008() {
    var before = house.usedMs();
    try (var client = house.stream(LISTEN + "&encoding=opus&sample_rate=16000")) {
      for (var i = 0; i < SocketLimits.DEFAULT.badFrames(); i++) {
        client.send(WireClient.BINARY, (byte) 3, (byte) 0, (byte) 0);
      }
      assertThat(client.readAll().closeText()).startsWith("DATA-0000: ");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs() - before).isEqualTo(2_000);
  }

  /// Whole recordings one behind the other, and then bytes where a page should begin.
  private static byte[] brokenBehind(int times) {
    var whole = RecordedSpeech.bytes("mono.opus");
    var bytes = ByteBuffer.allocate(times * whole.length + 64);
    for (var i = 0; i < times; i++) {
      bytes.put(whole);
    }
    return bytes.put("behind the last page there is no page".getBytes(StandardCharsets.UTF_8))
        .array();
  }

  private Heard hear(String target, byte[] bytes, int step) {
    var before = house.usedMs();
    try (var client = house.stream(target)) {
      pieces(client, bytes, step);
      var heard = client.text(CLOSE).readAll();
      house.awaitNoStreams();
      assertThat(house.usedMs() - before).isEqualTo(billed(heard));
      return heard;
    }
  }

  private static void pieces(WireClient client, byte[] bytes, int step) {
    var frames = ByteBuffer.allocate(bytes.length + 14 * Math.ceilDiv(bytes.length, step));
    for (var at = 0; at < bytes.length; at += step) {
      frames.put(WireClient.frame(WireClient.BINARY,
          Arrays.copyOfRange(bytes, at, Math.min(at + step, bytes.length))));
    }
    client.raw(Arrays.copyOf(frames.array(), frames.position()));
  }

  private static void assertTwoChannels(Heard heard, long millis) {
    for (var channel = 0; channel < 2; channel++) {
      assertThat(finals(heard, channel)).isEqualTo(Heard.wordsOf((int) millis / 1_000));
      assertThat(end(heard, channel)).isEqualTo(millis);
    }
    assertThat(heard.events("Results"))
        .allMatch(results -> results.at("/channel_index/1").asInt() == 2);
    assertThat(metadata(heard).path("channels").asInt()).isEqualTo(2);
    assertThat(billed(heard)).isEqualTo(millis);
    assertThat(heard.closeCode()).isEqualTo(1_000);
  }

  private static void assertUndecodable(Heard heard, long billedMs) {
    assertThat(heard.closeCode()).isEqualTo(1_008);
    assertThat(heard.closeText()).startsWith("DATA-0000: ");
    assertThat(billed(heard)).isEqualTo(billedMs);
  }

  private static JsonNode metadata(Heard heard) {
    assertThat(heard.events("Metadata")).hasSize(1);
    return heard.events("Metadata").getFirst();
  }

  private static long billed(Heard heard) {
    return ms(metadata(heard).path("duration"));
  }

  /// Where the last final of a channel ends.
  private static long end(Heard heard, int channel) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.at("/channel_index/0").asInt() == channel)
        .mapToLong(results -> ms(results.path("start")) + ms(results.path("duration")))
        .max()
        .orElse(0);
  }

  private static String finals(Heard heard, int channel) {
    return heard.events("Results")
        .stream()
        .filter(results -> results.at("/channel_index/0").asInt() == channel)
        .map(results -> results.at("/channel/alternatives/0/transcript").asText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static long ms(JsonNode seconds) {
    return Math.round(seconds.asDouble() * 1_000);
  }
}
