package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A device that wants its words now, or has said all: nothing of it is lost.
@Timeout(30)
@ExtendWith(CleanLog.class)
class FinishTest {
  private final TestHouse house;

  FinishTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
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
}
