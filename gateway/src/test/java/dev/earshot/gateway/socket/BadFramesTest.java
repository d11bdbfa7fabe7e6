package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that break the protocol, beside one that does not.
@Timeout(60)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFramesTest {
  private static final byte[] NOT_UTF8 = {(byte) 0xC3, (byte) 0x28};
  private static final byte[] EURO = "\u20ac".getBytes(StandardCharsets.UTF_8);

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

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach(1_002, "unmasked", c -> c.raw((byte) 0x82, (byte) 2, (byte) 1, (byte) 2)),
        breach(1_002, "opcode 3", c -> c.send(0x83, new byte[4])),
        breach(1_002, "opcode 11", c -> c.send(0x8B, new byte[4])),
        breach(1_002, "reserved bit 1", c -> c.send(0xC2, new byte[4])),
        breach(1_002, "reserved bit 3", c -> c.send(0x92, new byte[4])),
        breach(1_002, "ping of 126", c -> c.send(WireClient.PING, new byte[126])),
        breach(1_002, "ping in fragments", c -> c.send(0x09, new byte[1])),
        breach(1_002, "continuation of nothing", c -> c.send(0x80, new byte[1])),
        breach(1_002, "text within fragments",
            c -> c.send(0x02, new byte[4]).send(WireClient.TEXT, new byte[1])),
        breach(1_002, "close of one byte", c -> c.send(WireClient.CLOSE, (byte) 3)),
        breach(1_002, "close with 1005", c -> c.close(1_005)),
        breach(1_002, "length not minimal", c -> c.raw((byte) 0x82, (byte) 0xFE, (byte) 0, (byte) 9,
            (byte) 0, (byte) 0, (byte) 0, (byte) 0)),
        breach(1_002, "negative length", c -> c.raw(header(-1))),
        breach(1_009, "longest length", c -> c.raw(header(Long.MAX_VALUE))),
        breach(1_009, "one byte more than may be",
            c -> c.send(WireClient.BINARY, new byte[256 * 1_024 + 1])),
        breach(1_009, "10 MB", c -> c.send(WireClient.BINARY, new byte[10 * 1_024 * 1_024])),
        breach(1_009, "fragments without end", BadFramesTest::fragments),
        breach(1_007, "text", c -> c.send(WireClient.TEXT, NOT_UTF8)),
        breach(1_007, "text cut off in a letter", c -> c.send(WireClient.TEXT, EURO[0], EURO[1])),
        breach(1_007, "text in fragments",
            c -> c.send(0x01, NOT_UTF8[0]).send(0x80, NOT_UTF8[1])),
        breach(1_007, "reason of a close",
            c -> c.send(WireClient.CLOSE, (byte) 3, (byte) 0xE8, NOT_UTF8[0], NOT_UTF8[1])));
  }

  @ParameterizedTest(name = "{1} closes {0}")
  @MethodSource("breaches")
  void breach_ofTheProtocol_isToldByItsCode(int code, String name, Consumer<WireClient> breach) {
    try (var client = house.stream()) {
      breach.accept(client.ready());

      assertThat(client.readAll().closeCode()).as(name).isEqualTo(code);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("breaches")
  void breach_ofTheProtocol_disturbsNobodyElse(int code, String name,
      Consumer<WireClient> breach) {
    try (var good = house.stream(); var bad = house.stream()) {
      good.ready().seconds(1, TestHouse.RATE);
      breach.accept(bad.ready());
      bad.readAll();

      var heard = good.seconds(2, TestHouse.RATE).finish().readAll();

      assertThat(heard.words()).as(name + code).isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void breach_afterSound_isBilledForIt() {
    house.awaitNoStreams();
    var before = house.usedMs();
    try (var client = house.stream()) {
      client.ready().seconds(2, TestHouse.RATE).send(0x83, new byte[4]).readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs() - before).isEqualTo(2_000);
  }

  @Test
  void breach_closeSent_nothingFollowsIt() {
    try (var client = house.stream()) {
      client.ready()
          .send(0x83, new byte[4])
          .send(WireClient.PING, (byte) 1)
          .readAll(); // up to the close frame

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void text_cutThroughALetterIntoFragments_isUnderstood() {
    try (var client = house.stream()) {
      var bytes = "{\"type\":\"finish\",\"x\":\"\u20ac\"}".getBytes(StandardCharsets.UTF_8);
      var cut = bytes.length - 4;
      client.ready()
          .send(0x01, java.util.Arrays.copyOfRange(bytes, 0, cut))
          .send(0x80, java.util.Arrays.copyOfRange(bytes, cut, bytes.length));

      assertThat(client.readAll().closeCode()).isEqualTo(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "{", "[1,2", "NaN", "{\"type\":\"finish\"}x"})
  void text_notJson_isSkippedAndTold(String text) {
    assertThat(skipped(text)).isEqualTo("not_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"finish\"", "null", "[{\"type\":\"finish\"}]"})
  void text_notAnObject_isSkippedAndTold(String text) {
    assertThat(skipped(text)).isEqualTo("not_an_object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"dance\"}", "{\"type\":7}", "{\"type\":null}",
      "{\"Type\":\"finish\"}"})
  void text_ofUnknownType_isSkippedAndTold(String text) {
    assertThat(skipped(text)).isEqualTo("unknown_type");
  }

  @Test
  void text_garbage_isCounted() {
    var before = house.total("earshot.frames.skipped");

    skipped("garbage");

    assertThat(house.total("earshot.frames.skipped")).isEqualTo(before + 1);
  }

  @Test
  void text_garbage_losesNoWord() {
    try (var client = house.stream()) {
      client.ready();
      for (var i = 0; i < 3; i++) {
        client.seconds(1, TestHouse.RATE).text("garbage");
      }

      assertThat(client.finish().readAll().words()).isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void text_garbageWithoutEnd_closes1008() {
    try (var client = house.stream()) {
      client.ready();
      garbage(client, 100);

      assertThat(client.readAll().closeText()).isEqualTo(
          "too many frames that could not be used");
    }
  }

  @Test
  void text_garbageUpToTheLimit_keepsTheStream() {
    try (var client = house.stream()) {
      client.ready();
      garbage(client, 99);

      assertThat(client.finish().readAll().closeCode()).isEqualTo(1_000);
    }
  }

  @Test
  void text_garbageWithoutEnd_disturbsNobodyElse() {
    try (var good = house.stream(); var bad = house.stream()) {
      good.ready().seconds(1, TestHouse.RATE);
      garbage(bad.ready(), 100);
      bad.readAll();

      assertThat(good.seconds(2, TestHouse.RATE).finish().readAll().words())
          .isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void ping_aFlood_isNotAnsweredByAFlood() {
    try (var client = house.stream()) {
      client.ready();
      for (var i = 0; i < 10_000; i++) {
        client.send(WireClient.PING, (byte) '0');
      }

      assertThat(client.finish().readAll().pongs()).hasSizeLessThan(20);
    }
  }

  private String skipped(String text) {
    try (var client = house.stream()) {
      return client.ready()
          .text(text)
          .finish()
          .readAll()
          .events("frame_skipped")
          .getFirst()
          .path("reason")
          .asText();
    }
  }

  private static void garbage(WireClient client, int count) {
    IntStream.range(0, count).forEach(_ -> client.text("garbage"));
  }

  private static void fragments(WireClient client) {
    client.send(0x02, new byte[50_000]);
    try {
      for (var i = 0; i < 20; i++) {
        client.send(0x00, new byte[50_000]);
      }
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("ipe"); // cut off, which is as well
    }
  }

  private static byte[] header(long length) {
    return ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(length).array();
  }

  private static Arguments breach(int code, String name, Consumer<WireClient> breach) {
    return arguments(code, name, breach);
  }
}
