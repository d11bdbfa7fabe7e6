package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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
