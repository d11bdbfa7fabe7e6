package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Clients that make their own words, name their speakers or send photos.
@Timeout(30)
@ExtendWith(CleanLog.class)
class OwnWordsTest {
  private static final String OWN = TestHouse.LISTEN + "&custom_stt=enabled";
  private static final String GOOD = "{\"text\":\"hi\",\"is_user\":true,\"start\":1,\"end\":2}";
  private final TestHouse house;

  OwnWordsTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void suggested_segments_comeBackWithIds() {
    var heard = suggest("{\"text\":\"hello\",\"is_user\":false,\"start\":0.25,\"end\":1.5,"
        + "\"speaker\":\"SPEAKER_1\"}," + GOOD);

    var arrays = heard.texts().stream().filter(text -> text.startsWith("[")).toList();
    assertThat(arrays).hasSize(1);
    var segments = Heard.json(arrays.getFirst());
    assertThat(withoutId(segments.get(0))).isEqualTo("{\"text\":\"hello\","
        + "\"speaker\":\"SPEAKER_01\",\"speaker_id\":1,\"is_user\":false,\"person_id\":null,"
        + "\"start\":0.25,\"end\":1.5,\"translations\":[],\"speech_profile_processed\":true,"
        + "\"stt_provider\":\"local\",\"is_final\":true}");
    assertThat(segments.findValuesAsText("id")).hasSize(2).doesNotHaveDuplicates();
    assertThat(segments.get(1).path("is_user").asBoolean()).isTrue();
  }

  @Test
  void suggested_oneIsMalformed_isRefusedAlone() {
    var heard = suggest(GOOD + ",{\"text\":\"my secret\",\"is_user\":true,\"start\":3}," + GOOD);

    assertThat(heard.events("frame_skipped")).extracting(JsonNode::toString)
        .containsExactly("{\"type\":\"frame_skipped\",\"reason\":\"bad_field\",\"detail\":"
            + "\"segments[1].end: missing or out of range (expected: 0..86400 seconds)\","
            + "\"skipped\":1}");
    assertThat(StreamSupport.stream(array(heard).spliterator(), false)).hasSize(2);
  }

  @Test
  void suggested_moreThanMayBe_areRefusedTogether() {
    var heard = suggest(IntStream.range(0, 101)
        .mapToObj(_ -> GOOD)
        .collect(
            Collectors.joining(",")));

    assertThat(heard.events("frame_skipped").getFirst().path("detail").asText())
        .isEqualTo("segments: missing or too many (expected: an array of 0..100)");
    assertThat(heard.segments()).isEmpty();
  }

  @Test
  void suggested_wholeBatchMalformed_closes1008() {
    try (var client = house.stream(OWN).ready()) {
      client.text(message(IntStream.range(0, 100)
          .mapToObj(_ -> "7")
          .collect(Collectors.joining(","))));

      assertThat(client.readAll().closeText()).isEqualTo("too many frames that could not be used");
    }
  }

  @Test
  void suggested_nobodyReadsThem_closesTheSlowReader() {
    try (var client = house.stream(OWN).ready()) {
      var batch = message(IntStream.range(0, 100)
          .mapToObj(_ -> GOOD.replace("hi", "x".repeat(2_000)))
          .collect(Collectors.joining(",")));
      assertThat(house.openStreams()).isEqualTo(1);
      try {
        for (var i = 0; i < 500; i++) {
          client.text(batch); // a hundred megabytes that would have to wait here
        }
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(IOException.class); // cut off, which is as well
      }
      house.awaitNoStreams();
    }
    assertThat(house.house().meters().scrape())
        .contains("earshot_streams_ended_total{reason=\"slow_reader\"} 1.0");
  }

  @Test
  void audio_ofAClientWithItsOwnWords_isTakenAndFree() {
    try (var client = house.stream(OWN).ready()) {
      var heard = client.seconds(3, TestHouse.RATE).text(message(GOOD)).finish().readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("hi 1000");
    }
    house.awaitNoStreams();
    assertThat(house.usedMs()).isZero();
  }

  @Test
  void suggested_withoutAnyAudio_isAnsweredToo() {
    assertThat(suggest(GOOD).words()).isEqualTo("hi");
  }

  @Test
  void speakerAssigned_aPerson_isInLaterSegments() {
    try (var client = house.stream().ready()) {
      client.seconds(1, TestHouse.RATE).awaitText("\"w0\"");
      client.text(assigned(0, "ann")).seconds(1, TestHouse.RATE);
      var ann = client.awaitText("w0 w1");
      client.text(assigned(0, "user")).seconds(1, TestHouse.RATE);
      var self = client.awaitText("w0 w1 w2");

      assertThat(ann).contains("\"is_user\":false,\"person_id\":\"ann\"");
      assertThat(self).contains("\"is_user\":true,\"person_id\":\"user\"");
    }
  }

  @Test
  void speakerAssigned_ofTheOtherChannel_overridesIt() {
    try (var client = house.stream(TestHouse.LISTEN + "&channels=2").ready()) {
      client.text(assigned(0, "ann"));
      var second = new byte[32_001];
      second[0] = 1;
      client.send(0x82, second);

      assertThat(client.awaitText("\"w0\"")).contains("\"is_user\":false,\"person_id\":\"ann\"");
    }
  }

  @Test
  void photo_inParts_isReceivedAndDiscarded() {
    try (var client = house.stream().ready()) {
      client.text(chunk("tmp-7", 2, 3)).text(chunk("tmp-7", 0, 3)).text(chunk("tmp-7", 1, 3));

      var heard = client.finish().readAll();

      var processing = heard.events("photo_processing").getFirst();
      var id = processing.path("photo_id").asText();
      assertThat(processing.path("temp_id").asText()).isEqualTo("tmp-7");
      assertThat(heard.events("photo_described")).extracting(JsonNode::toString)
          .containsExactly("{\"type\":\"photo_described\",\"photo_id\":\"" + id
              + "\",\"description\":\"Could not generate description.\",\"discarded\":true}");
    }
  }

  @Test
  void photo_manyAtOnce_keepTheStream() {
    try (var client = house.stream().ready()) {
      for (var i = 0; i < 60; i++) {
        client.text(chunk("p" + i, 0, 2));
      }
      client.text(chunk("p59", 1, 2)).seconds(1, TestHouse.RATE);

      var heard = client.finish().readAll();

      assertThat(heard.events("photo_described")).hasSize(1);
      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 1000");
    }
  }

  @Test
  void photo_badPart_isToldAndTheStreamGoesOn() {
    try (var client = house.stream().ready()) {
      client.text(chunk("a", 0, 1_025)).seconds(1, TestHouse.RATE);

      var heard = client.finish().readAll();

      assertThat(heard.events("frame_skipped").getFirst().path("detail").asText())
          .isEqualTo("total: 1025 (expected: 1..1024)");
      assertThat(heard.words()).isEqualTo("w0");
    }
  }

  private Heard suggest(String segments) {
    try (var client = house.stream(OWN).ready()) {
      return client.text(message(segments)).finish().readAll();
    }
  }

  private static String message(String segments) {
    return "{\"type\":\"suggested_transcript\",\"stt_provider\":\"local\",\"segments\":[" + segments
        + "]}";
  }

  private static String assigned(int speaker, String person) {
    return "{\"type\":\"speaker_assigned\",\"speaker_id\":" + speaker + ",\"person_id\":\"" + person
        + "\",\"person_name\":\"A\",\"segment_ids\":[]}";
  }

  private static String chunk(String id, int index, int total) {
    return "{\"type\":\"image_chunk\",\"id\":\"" + id + "\",\"index\":" + index + ",\"total\":"
        + total + ",\"data\":\"QUJD\"}";
  }

  private static JsonNode array(Heard heard) {
    return heard.texts()
        .stream()
        .filter(text -> text.startsWith("["))
        .map(Heard::json)
        .findFirst()
        .orElseThrow();
  }

  private static String withoutId(JsonNode segment) {
    return segment.toString().replaceFirst("\"id\":\"[0-9a-f-]{36}\",", "");
  }
}
