package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two channels on one socket, told apart by the first byte of each frame.
@Timeout(30)
@ExtendWith(CleanLog.class)
class ChannelsTest {
  private static final String BOTH = TestHouse.LISTEN + "&channels=2";
  private static final int FRAME = TestHouse.RATE / 50 * 2;
  private final TestHouse house;

  ChannelsTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void channels_thatSpeakAtOnce_areHeardApart() {
    var heard = bothSpeak();

    assertThat(last(heard, "SPEAKER_00")).isEqualTo("w0 w1 w2");
    assertThat(last(heard, "SPEAKER_01")).isEqualTo("w0 w1");
  }

  @Test
  void channels_theFirst_isTheWearers() {
    assertThat(bothSpeak().segments()).extracting(segment -> segment.path("speaker_id").asInt()
        + " " + segment.path("is_user").asBoolean())
        .containsOnly("0 true", "1 false");
  }

  @Test
  void channels_idsOfTheirSegments_areDifferent() {
    var speakersById = bothSpeak().segments()
        .stream()
        .collect(Collectors.groupingBy(segment -> segment.path("id").asText(),
            Collectors.mapping(segment -> segment.path("speaker").asText(),
                Collectors.toSet())));

    assertThat(speakersById).hasSize(2)
        .allSatisfy((_, speakers) -> assertThat(speakers)
            .hasSize(1));
  }

  @Test
  void channels_thatSpeakAtOnce_areBilledOnce() {
    bothSpeak();
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(3_000);
  }

  @Test
  void channels_onlyTheSecondSpeaks_isHeardToItsEnd() {
    try (var client = house.stream(BOTH).ready()) {
      for (var i = 0; i < 3_000; i++) {
        say(client, 2);
      }

      assertThat(client.finish().readAll().words()).isEqualTo(Heard.wordsOf(60));
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 255})
  void channel_unknown_isToldAndNotBilled(int number) {
    try (var client = house.stream(BOTH).ready()) {
      say(client, number);
      var skipped = client.finish().readAll().events("frame_skipped");

      assertThat(skipped).extracting(JsonNode::toString)
          .containsExactly("{\"type\":\"frame_skipped\",\"reason\":\"unknown_channel\","
              + "\"detail\":\"channel: " + number
              + " (expected: 1..2 in the first byte)\",\"skipped\":1}");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isZero();
  }

  @Test
  void channel_unknownWithoutEnd_closes1003() {
    try (var client = house.stream(BOTH).ready()) {
      for (var i = 0; i < SocketLimits.DEFAULT.badFrames(); i++) {
        say(client, 9);
      }

      assertThat(client.readAll().closeCode()).isEqualTo(1_003);
    }
  }

  @Test
  void keepAlive_ofTwoBytes_isNoSoundOfAChannel() {
    try (var client = house.stream(BOTH).ready()) {
      client.send(WireClient.BINARY, (byte) 1, (byte) 0).send(WireClient.BINARY, (byte) 9);

      assertThat(client.finish().readAll().events("frame_skipped")).isEmpty();
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isZero();
  }

  /// Three seconds of the first channel, two of the second.
  private Heard bothSpeak() {
    try (var client = house.stream(BOTH).ready()) {
      for (var i = 0; i < 150; i++) {
        say(client, 1);
        if (i < 100) {
          say(client, 2);
        }
      }
      return client.finish().readAll();
    }
  }

  private static void say(WireClient client, int channel) {
    var frame = new byte[1 + FRAME];
    frame[0] = (byte) channel;
    client.send(WireClient.BINARY, frame);
  }

  private static String last(Heard heard, String speaker) {
    return heard.segments()
        .stream()
        .filter(segment -> segment.path("speaker").asText().equals(speaker))
        .filter(segment -> segment.path("is_final").asBoolean())
        .map(segment -> segment.path("text").asText())
        .collect(Collectors.joining(" "));
  }
}
