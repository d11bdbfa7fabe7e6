package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.DeepgramHeard.billedMs;
import static dev.earshot.gateway.socket.DeepgramHeard.finals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.audio.RecordedSpeech;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no sound at `/v1/listen`, or ceases to be: it is heard and billed up to there.
@Timeout(60)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepgramBrokenSoundTest {
  private static final String LISTEN = "/v1/listen?model=nova-3";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";

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
        client.pieces(Arrays.copyOf(bytes, Math.min(bytes.length, 200)), step);
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
      client.pieces(Arrays.copyOf(RecordedSpeech.bytes(file), length), 1);
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

  private static void assertUndecodable(Heard heard, long billedMs) {
    assertThat(heard.closeCode()).isEqualTo(1_008);
    assertThat(heard.closeText()).startsWith("DATA-0000: ");
    assertThat(billedMs(heard)).isEqualTo(billedMs);
  }
}
