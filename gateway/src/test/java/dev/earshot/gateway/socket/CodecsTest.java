package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.audio.OpusPackets;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sound in each codec, from the socket to the bill.
@Timeout(30)
@ExtendWith(CleanLog.class)
class CodecsTest {
  private static final String OPUS = "/v4/listen?codec=opus&sample_rate=16000";
  /// Two frames of equal length are announced, and an odd number of bytes follows.
  private static final byte[] TRUNCATED = {1, 7, 7, 7};
  /// A number of frames is announced, and it is none.
  private static final byte[] GARBAGE = {3, 0, 0};
  private static final short[] TONE = tone(2 * TestHouse.RATE);

  private final TestHouse house;

  CodecsTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void pcm8_withoutAnyParameter_isHeardAndBilled() {
    try (var client = house.stream("/v4/listen").ready()) {
      for (var i = 0; i < 151; i++) {
        client.send(WireClient.BINARY, new byte[160]);
      }

      assertThat(client.finish().readAll().words()).isEqualTo("w0 w1 w2 w3");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo(3_020);
  }

  @ParameterizedTest
  @CsvSource({"opus,16000,10", "opus,8000,10", "opus,16000,60", "opus_fs320,16000,20",
      "opus_fs320,48000,20"})
  void opus_ofAnyRateAndLength_isHeardAndBilledByItsOwnClock(String codec, int rate, int millis) {
    var packets = OpusPackets.of(tone(2 * rate), rate, millis, 24_000);
    try (var client = house.stream("/v4/listen?codec=" + codec + "&sample_rate=" + rate).ready()) {
      send(client, packets);

      assertThat(client.finish().readAll().words()).isEqualTo("w0 w1");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo((long) packets.size() * millis);
  }

  @Test
  void opus_brokenPackets_areToldCountedAndConcealed() {
    var packets = OpusPackets.of(TONE, TestHouse.RATE, 10, 24_000);
    try (var client = house.stream(OPUS).ready()) {
      send(client, packets.subList(0, 50));
      for (var i = 0; i < 25; i++) {
        client.send(WireClient.BINARY, TRUNCATED).send(WireClient.BINARY, GARBAGE);
      }
      send(client, packets.subList(0, 100));

      var heard = client.finish().readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 w1 1000");
      assertThat(heard.events("frame_skipped")).hasSize(50);
      assertThat(heard.events("frame_skipped").getFirst().toString()).isEqualTo(
          "{\"type\":\"frame_skipped\",\"reason\":\"unreadable_sound\",\"detail\":"
              + "\"sound: not of its codec (expected: one packet a frame)\",\"skipped\":1}");
    }
    house.awaitNoStreams();
    assertThat(house.total("earshot.frames.skipped")).isEqualTo(50);
    assertThat(house.usedMs()).isEqualTo(2_000);
  }

  @Test
  void opus_brokenPacketsWithoutEnd_close1003() {
    try (var client = house.stream(OPUS).ready()) {
      for (var i = 0; i < SocketLimits.DEFAULT.badFrames(); i++) {
        client.send(WireClient.BINARY, GARBAGE);
      }

      var heard = client.readAll();

      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_003, "format error"));
      assertThat(heard.events("frame_skipped")).extracting(e -> e.path("skipped"))
          .last()
          .extracting(JsonNode::asInt)
          .isEqualTo(100);
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo(1_000);
  }

  @Test
  void opus_announcedAsPcm_isNoiseOfItsLengthInBytes() {
    var packets = OpusPackets.of(TONE, TestHouse.RATE, 10, 24_000);
    try (var client = house.stream("/v4/listen?codec=pcm16&sample_rate=16000").ready()) {
      send(client, packets);

      assertThat(client.finish().readAll().closeCode()).isEqualTo(1_000);
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo(packets.stream().mapToLong(p -> p.length).sum() / 32);
  }

  /// Nearly all bytes are an Opus packet of some length: what is not is told, and everything is billed by
  /// the decoder's clock.
  @Test
  void pcm_announcedAsOpus_isTakenOrTold() {
    var pcm = SpeechSample.named("vm-sorry-16k").wav().pcm();
    try (var client = house.stream(OPUS).ready()) {
      for (var at = 0; at + 640 <= pcm.length / 2; at += 640) {
        client.send(WireClient.BINARY, Arrays.copyOfRange(pcm, at, at + 640));
      }

      var heard = client.finish().readAll();

      assertThat(heard.closeCode()).isEqualTo(1_000);
      assertThat(heard.events("frame_skipped")).isNotEmpty()
          .hasSize((int) house.total("earshot.frames.skipped"));
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isPositive().isEqualTo((long) house.total("earshot.audio.ms"));
  }

  /// Four bytes that last 120 ms: two frames of 60 ms with nothing in them.
  @Test
  void opus_hoursInOneRead_close1008() {
    var frame = WireClient.frame(WireClient.BINARY, (byte) 0x1B, (byte) 2, (byte) 0, (byte) 0);
    var hours = ByteBuffer.allocate(frame.length * 30_000);
    while (hours.hasRemaining()) {
      hours.put(frame);
    }
    try (var client = house.stream(OPUS).ready()) {
      client.raw(hours.array());

      assertThat(client.readAll().frames().getLast())
          .isEqualTo(new Frame.Close(1_008, "too much sound at once"));
    }
    house.awaitNoStreams();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcm8", "opus", "opus_fs320"})
  void keepAlive_ofTwoBytesOrLess_isNeitherBilledNorTold(String codec) {
    try (var client = house.stream("/v4/listen?codec=" + codec).ready()) {
      for (var i = 0; i < 200; i++) {
        client.send(WireClient.BINARY, (byte) 0x8A, (byte) 0)
            .send(WireClient.BINARY, (byte) 0x8A)
            .send(WireClient.BINARY);
      }

      assertThat(client.finish().readAll().events("frame_skipped")).isEmpty();
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isZero();
  }

  private static void send(WireClient client, List<byte[]> packets) {
    packets.forEach(packet -> client.send(WireClient.BINARY, packet));
  }

  private static short[] tone(int samples) {
    var tone = new short[samples];
    for (var i = 0; i < samples; i++) {
      tone[i] = (short) (8_000 * Math.sin(i * 0.2));
    }
    return tone;
  }
}
