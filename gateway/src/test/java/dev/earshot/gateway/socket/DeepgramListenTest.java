package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.DeepgramHeard.billedMs;
import static dev.earshot.gateway.socket.DeepgramHeard.finals;
import static dev.earshot.gateway.socket.DeepgramHeard.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A stream at `/v1/listen` over real sockets, against the scripted recogniser, from its first sound to its bill.
@Timeout(30)
@ExtendWith(CleanLog.class)
class DeepgramListenTest {
  private static final String LISTEN = "/v1/listen?model=nova-3&encoding=linear16"
      + "&sample_rate=16000&interim_results=true";
  private static final String CLOSE = "{\"type\":\"CloseStream\"}";

  private final TestHouse house;

  DeepgramListenTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void stream_closed_isToldItsWordsThenItsPrice() {
    try (var client = WireClient.connect(house.port())) {
      var id = client.request(WireClient.handshake(LISTEN, TestHouse.KEY))
          .headers()
          .get("dg-request-id");
      var heard = client.seconds(7.02, TestHouse.RATE).text(CLOSE).readAll();
      house.awaitNoStreams();

      assertThat(finals(heard)).isEqualTo("w0 w1 w2 w3 w4 w5 w6 w7");
      assertThat(heard.frames().getLast()).isEqualTo(new Frame.Close(1_000, ""));
      assertThat(heard.events("Results")).extracting(
          results -> results.at("/metadata/request_id").asText()).containsOnly(id);
      var metadata = metadata(heard);
      assertThat(heard.texts().getLast()).startsWith("{\"type\":\"Metadata\"");
      assertThat(metadata.path("request_id").asText()).isEqualTo(id);
      assertThat(metadata.path("duration").asDouble()).isEqualTo(7.02);
      assertThat(house.usedMs()).isEqualTo(7_020);
    }
  }

  @Test
  void results_oneBehindTheOther_coverTheSoundWithoutAGap() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.seconds(6.5, TestHouse.RATE).text(CLOSE).readAll();
      var end = 0.0;
      for (var results : heard.events("Results")) {
        assertThat(results.path("start").asDouble()).isEqualTo(end);
        if (results.path("is_final").asBoolean()) {
          end = results.path("start").asDouble() + results.path("duration").asDouble();
        }
      }

      assertThat(end).isEqualTo(6.5);
      assertThat(heard.events("Results")).anyMatch(
          results -> !results.path("is_final").asBoolean());
    }
  }

  @Test
  void stream_interimNotAskedFor_isToldFinalsOnly() {
    try (var client = house.stream(LISTEN.replace("&interim_results=true", ""))) {
      var heard = client.seconds(2, TestHouse.RATE).text(CLOSE).readAll();

      assertThat(heard.events("Results")).allMatch(results -> results.path("is_final").asBoolean());
      assertThat(finals(heard)).isEqualTo("w0 w1");
    }
  }

  @Test
  void stream_emptyFrame_isTheEnd() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.seconds(1, TestHouse.RATE).send(WireClient.BINARY).readAll();

      assertThat(finals(heard) + " " + heard.closeCode() + heard.closeText()).isEqualTo("w0 1000");
      assertThat(metadata(heard).path("duration").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void stream_withoutSound_costsNothing() {
    try (var client = house.stream(LISTEN)) {
      var heard = client.text(CLOSE).readAll();

      assertThat(heard.events("Results")).isEmpty();
      assertThat(metadata(heard).path("duration").asDouble()).isZero();
      assertThat(metadata(heard).path("channels").asInt()).isZero();
      assertThat(heard.closeCode()).isEqualTo(1_000);
    }
  }

  @Test
  void finalize_whileSoundGoesOn_isAnsweredWithItsWords() {
    try (var client = house.stream(LISTEN)) {
      client.seconds(1.5, TestHouse.RATE).text("{\"type\":\"Finalize\"}");
      var answer = Heard.json(client.awaitText("\"from_finalize\":true"));

      assertThat(answer.at("/channel/alternatives/0/transcript").asText()).isEqualTo("w0 w1");
      assertThat(answer.path("is_final").asBoolean()).isTrue();
      assertThat(answer.path("duration").asDouble()).isEqualTo(1.5);
      assertThat(finals(client.seconds(1, TestHouse.RATE).text(CLOSE).readAll())).isEqualTo("w2");
    }
  }

  @Test
  void finalize_beforeAnySound_isAnsweredEmpty() {
    try (var client = house.stream(LISTEN)) {
      client.text("{\"type\":\"Finalize\"}");
      var answer = Heard.json(client.awaitText("\"from_finalize\":true"));

      assertThat(answer.at("/channel/alternatives/0/transcript").asText()).isEmpty();
      client.text(CLOSE).readAll();
    }
  }

  @Test
  void stream_wholeFileInOneFrame_isHeard() {
    try (var client = house.stream(LISTEN)) {
      client.send(WireClient.BINARY, new byte[60 * TestHouse.RATE * 2]);
      var heard = client.text(CLOSE).readAll();
      house.awaitNoStreams();

      assertThat(finals(heard)).isEqualTo(Heard.wordsOf(60));
      assertThat(billedMs(heard)).isEqualTo(house.usedMs());
    }
  }

  @Test
  void stream_framesCutThroughSamples_isSoundAllTheSame() {
    try (var client = house.stream(LISTEN)) {
      for (var i = 0; i < 64; i++) {
        client.send(WireClient.BINARY, new byte[1]).send(WireClient.BINARY, new byte[2]);
      }
      var heard = client.text(CLOSE).readAll();

      assertThat(metadata(heard).path("duration").asDouble()).isEqualTo(0.006); // 96 samples
    }
  }

  @Test
  void text_thatCannotBeUsed_isCountedAndTellsNothingUntilTheEnd() {
    try (var client = house.stream(LISTEN)) {
      for (var i = 0; i < 100; i++) {
        client.text("{\"type\":\"Configure\"}");
      }
      var heard = client.readAll();

      assertThat(heard.closeCode()).isEqualTo(1_008);
      assertThat(heard.closeText()).startsWith("too many text messages");
      assertThat(heard.texts()).isEmpty();
      assertThat(house.total("earshot.frames.skipped")).isEqualTo(100);
    }
  }
}
