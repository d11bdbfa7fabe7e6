package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frames in every shape that a device may choose.
@Timeout(30)
@ExtendWith(CleanLog.class)
class ClientFramesTest {
  private final TestHouse house;

  ClientFramesTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void keepAlive_ofTwoBytes_isNotBilled() {
    try (var client = house.stream()) {
      client.ready();
      for (var i = 0; i < 100; i++) {
        client.send(WireClient.BINARY, (byte) 0x8A, (byte) 0);
      }
      client.seconds(1, TestHouse.RATE).finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(1_000);
  }

  @Test
  void sound_cutThroughItsSamples_losesNone() {
    try (var client = house.stream()) {
      client.ready();
      for (var sent = 0; sent < 32_000; sent += 5) {
        client.send(WireClient.BINARY, new byte[5]);
      }
      client.finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(1_000);
  }

  @Test
  void sound_inFragments_isPutTogether() {
    try (var client = house.stream()) {
      client.ready();
      for (var i = 0; i < 10; i++) {
        client.send(0x02, new byte[1_600]).send(0x00, new byte[801]).send(0x80, new byte[799]);
      }
      var heard = client.finish().readAll();

      assertThat(heard.words()).isEqualTo("w0");
    }
  }

  @Test
  void sound_aMinuteAtOnce_isHeardToTheLastSecond() {
    try (var client = house.stream()) {
      var heard = client.ready().seconds(60, TestHouse.RATE).finish().readAll();

      assertThat(heard.words()).isEqualTo(Heard.wordsOf(60));
    }
  }

  @Test
  void sound_inFramesOfTheLongestLength_isHeard() {
    try (var client = house.stream()) {
      client.ready();
      for (var i = 0; i < 4; i++) {
        client.send(WireClient.BINARY, new byte[256 * 1_024]); // 8.192 s each
      }
      var heard = client.finish().readAll();

      assertThat(heard.words()).isEqualTo(Heard.wordsOf(33));
    }
  }

  @Test
  void ping_withContent_isEchoed() {
    try (var client = house.stream()) {
      client.send(WireClient.PING, "tick".getBytes(StandardCharsets.UTF_8));
      var heard = client.finish().readAll();

      assertThat(heard.pongs()).containsExactly("tick");
    }
  }

  @Test
  void text_signsOfLife_areNotAnswered() {
    try (var client = house.stream()) {
      var heard = client.ready()
          .text("ping")
          .text("pong")
          .text("{\"type\":\"keep_alive\"}")
          .text("{\"type\":\"ping\"}")
          .text("{\"type\":\"skip_question\"}")
          .text("{\"type\":\"speaker_assigned\",\"speaker_id\":1,\"person_id\":\"p\"}")
          .finish()
          .readAll();

      assertThat(heard.events("frame_skipped")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"type":"suggested_transcript","segments":[]} | suggested_transcript: not asked for \
      (expected: custom_stt=enabled)
      {"type":"speaker_assigned"}                   | speaker_id: missing \
      (expected: a number from 0 on)
      {"type":"speaker_assigned","speaker_id":-1}   | speaker_id: missing \
      (expected: a number from 0 on)
      {"type":"speaker_assigned","speaker_id":1}    | person_id: missing \
      (expected: 1..128 characters)
      {"type":"image_chunk"}                        | id: 0 (expected: 1..128 characters)
      """)
  void text_withoutItsFields_isToldWhichAreExpected(String text, String detail) {
    try (var client = house.stream()) {
      var heard = client.ready().text(text).finish().readAll();

      assertThat(heard.events("frame_skipped")).extracting(JsonNode::toString)
          .containsExactly("{\"type\":\"frame_skipped\",\"reason\":\"bad_field\",\"detail\":\""
              + detail + "\",\"skipped\":1}");
    }
  }
}
