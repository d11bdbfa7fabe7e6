package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A device that does everything right, from the first byte to the bill.
@Timeout(30)
@ExtendWith(CleanLog.class)
class ListenTest {
  private final Path data;
  private final TestHouse house;

  ListenTest(@TempDir Path data) {
    this.data = data;
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void stream_threeSeconds_hearsEverySecond() {
    try (var client = house.stream()) {
      var heard = client.ready().seconds(3, TestHouse.RATE).finish().readAll();

      assertThat(heard.words()).isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void stream_soundSentAtOnce_losesNothingToTheLookupOfTheKey() {
    try (var client = house.stream()) {
      var heard = client.seconds(3, TestHouse.RATE).finish().readAll();

      assertThat(heard.words()).isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void stream_finished_isBilledToTheMillisecond() {
    try (var client = house.stream()) {
      client.ready().seconds(3.02, TestHouse.RATE).finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(3_020);
  }

  @Test
  void stream_of48Kilohertz_isBilledByItsOwnClock() {
    try (var client = WireClient.connect(house.port())
        .upgrade("/v4/listen?codec=pcm16&sample_rate=48000", TestHouse.KEY)) {
      client.ready().seconds(2, 48_000).finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(2_000);
  }

  @Test
  void stream_fromTheStart_pingComesFirst() {
    try (var client = house.stream()) {
      assertThat(client.read()).isEqualTo(new Frame.Text("ping"));
    }
  }

  @Test
  void stream_fromTheStart_statusGoesUpToReady() {
    try (var client = house.stream()) {
      var heard = client.finish().readAll();

      assertThat(heard.events("service_status")).extracting(e -> e.path("status").asText())
          .containsExactly("initiating", "stt_initiating", "ready");
    }
  }

  @Test
  void stream_segmentOfOneUtterance_keepsItsId() {
    try (var client = house.stream()) {
      var segments = client.ready().seconds(2, TestHouse.RATE).finish().readAll().segments();

      assertThat(segments.stream().map(s -> s.path("id").asText()).distinct()).hasSize(1);
    }
  }

  @Test
  void stream_segmentOfOneUtterance_isPartialThenFinal() {
    try (var client = house.stream()) {
      var segments = client.ready().seconds(2, TestHouse.RATE).finish().readAll().segments();

      assertThat(segments.stream()
          .map(s -> s.path("is_final").asBoolean()
              + " " + s.path("text").asText()))
          .containsExactly("false w0", "false w0 w1",
              "true w0 w1");
    }
  }

  @Test
  void stream_nextUtterance_hasAnotherId() {
    try (var client = house.stream()) {
      var segments = client.ready().seconds(7, TestHouse.RATE).finish().readAll().segments();

      assertThat(segments.stream().map(s -> s.path("id").asText()).distinct()).hasSize(2);
    }
  }

  @Test
  void finish_lastWordsDue_comeBeforeTheClose() {
    try (var client = house.stream()) {
      var heard = client.ready().seconds(1, TestHouse.RATE).finish().readAll();

      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_000, "finished"));
    }
  }

  @Test
  void close_ofTheClient_getsItsLastWordsBeforeTheEcho() {
    try (var client = house.stream()) {
      var heard = client.ready().seconds(2, TestHouse.RATE).close(1_000).readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 w1 1000");
    }
  }

  @Test
  void close_ofTheClient_endsTheConnection() {
    try (var client = house.stream()) {
      client.ready().close(1_000).readAll();

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void flush_inMidUtterance_makesItFinal() {
    try (var client = house.stream()) {
      client.ready().seconds(2, TestHouse.RATE).text("{\"type\":\"flush\"}");

      assertThat(client.awaitText("\"is_final\":true")).contains("\"w0 w1\"");
    }
  }

  @Test
  void flush_aThousandTimesAtOnce_keepsTheStream() {
    var flush = WireClient.frame(WireClient.TEXT,
        "{\"type\":\"flush\"}".getBytes(StandardCharsets.UTF_8));
    var flood = java.nio.ByteBuffer.allocate(flush.length * 1_000);
    for (var i = 0; i < 1_000; i++) {
      flood.put(flush);
    }
    try (var client = house.stream()) {
      var heard = client.ready()
          .seconds(1, TestHouse.RATE)
          .raw(flood.array())
          .seconds(1, TestHouse.RATE)
          .finish()
          .readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 w1 1000");
    }
  }

  @Test
  void quietWire_soundStops_makesAFinalWithoutMoreSound() {
    try (var client = house.stream()) {
      client.ready().seconds(2, TestHouse.RATE);

      assertThat(client.awaitText("\"is_final\":true")).contains("\"w0 w1\"");
    }
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

  @Test
  void credit_usedUp_stopsTheWordsAndKeepsTheSocket(@TempDir Path other) {
    try (var poor = TestHouse.open(other, SocketLimits.DEFAULT,
        MonthlyGrant.of(Duration.ofSeconds(2)));
        var client = poor.stream()) {
      var heard = client.ready().seconds(5, TestHouse.RATE).finish().readAll();

      assertThat(heard.events("credits_exhausted")).hasSize(1);
    }
  }

  @Test
  void streams_twentyAtOnce_hearTheirOwnWords() {
    var clients = java.util.stream.Stream.generate(house::stream).limit(20).toList();
    clients.forEach(client -> client.seconds(3, TestHouse.RATE).finish());

    var heard = clients.stream()
        .map(client -> client.readAll().words())
        .collect(
            Collectors.toSet());

    clients.forEach(WireClient::close);
    assertThat(heard).containsExactly("w0 w1 w2");
  }

  @Test
  void streams_ofTheSameKey_giveDifferentIds() {
    try (var one = house.stream(); var other = house.stream()) {
      var ids = java.util.stream.Stream.of(one, other)
          .map(client -> client.seconds(1, TestHouse.RATE).finish().readAll())
          .map(heard -> heard.segments().getFirst().path("id").asText())
          .distinct();

      assertThat(ids).hasSize(2);
    }
  }

  @Test
  void data_whereTheFolderIsNew_isCreated() {
    assertThat(data.resolve("earshot.db")).exists();
  }
}
