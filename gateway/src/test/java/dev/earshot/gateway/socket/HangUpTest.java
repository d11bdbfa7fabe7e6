package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Clients that vanish or do not close, and a server that goes away.
@Timeout(30)
@ExtendWith(CleanLog.class)
class HangUpTest {
  private static final SocketLimits SHORT = new SocketLimits(Duration.ofSeconds(10),
      Duration.ofSeconds(5), Duration.ofSeconds(90), Duration.ofSeconds(10),
      Duration.ofMillis(600), Duration.ofMillis(100), Duration.ofSeconds(10),
      Duration.ofMillis(200), 256 * 1_024, 64 * 1_024, 100, Pace.USUAL, false);
  private final TestHouse house;

  HangUpTest(@TempDir Path data) {
    this.house = TestHouse.open(data, SHORT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void reset_inMidStream_isBilledForWhatCame() {
    var client = house.stream().ready().seconds(3, TestHouse.RATE).text("{\"type\":\"flush\"}");
    client.awaitText("\"is_final\":true");

    client.reset();
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(3_000);
  }

  @Test
  void reset_inMidStream_endsAsVanished() {
    var client = house.stream().ready().seconds(1, TestHouse.RATE);
    client.awaitText("w0");

    client.reset();
    house.awaitNoStreams();

    assertThat(house.house().meters().scrape())
        .contains("earshot_streams_ended_total{reason=\"client_vanished\"} 1.0");
  }

  @Test
  void disconnect_behindALotOfSound_isBilledForAllOfIt() {
    try (var client = house.stream().ready().seconds(30, TestHouse.RATE)) {
      client.hangUp().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(30_000);
  }

  @Test
  void disconnect_behindTheLongestFrames_isBilledForAllOfThem() {
    try (var client = house.stream().ready()) {
      client.send(WireClient.BINARY, new byte[256 * 1_024])
          .send(WireClient.BINARY, new byte[256 * 1_024])
          .hangUp()
          .readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(2 * 8_192);
  }

  @Test
  void reset_inMidStream_disturbsNobodyElse() {
    try (var good = house.stream().ready().seconds(1, TestHouse.RATE)) {
      for (var i = 0; i < 10; i++) {
        house.stream().seconds(1, TestHouse.RATE).reset();
      }

      assertThat(good.seconds(2, TestHouse.RATE).finish().readAll().words())
          .isEqualTo("w0 w1 w2");
    }
  }

  @Test
  void reset_inTheHandshake_leavesNothingBehind() {
    var client = WireClient.connect(house.port());
    client.raw((byte) 'G', (byte) 'E', (byte) 'T').reset();

    try (var good = house.stream()) {
      assertThat(good.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
    }
  }

  @Test
  void reset_rightBehindTheHandshake_leavesNoStream() {
    for (var i = 0; i < 20; i++) {
      house.stream().reset();
    }

    Until.holds(() -> house.total("earshot.streams.ended") == 20);
    assertThat(house.openStreams()).isZero();
  }

  @Test
  void close_notAnsweredByTheClient_endsTheConnectionAllTheSame() {
    try (var client = house.stream()) {
      client.finish().readAll();

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void shutdown_streamsOpen_areTold1001() {
    try (var client = house.stream().ready().seconds(1, TestHouse.RATE)) {
      client.awaitText("w0");
      house.close();

      assertThat(client.readAll().frames().getLast()).isEqualTo(
          new Frame.Close(1_001, "server is going away"));
    }
  }

  @Test
  void shutdown_clientStillSends_isTold1001() {
    try (var client = house.stream().ready()) {
      var sending = Thread.startVirtualThread(() -> {
        try {
          IntStream.range(0, 200).forEach(_ -> client.seconds(1, TestHouse.RATE));
        } catch (UncheckedIOException e) {
          assertThat(e).hasRootCauseInstanceOf(SocketException.class); // cut off while it sends
        }
      });
      client.awaitText("w0");
      house.close();

      assertThat(client.readAll().closeCode()).isEqualTo(1_001);
      sending.interrupt();
    }
  }

  @Test
  void shutdown_streamsOpen_settlesTheirUse() {
    try (var client = house.stream().ready()) {
      client.seconds(2, TestHouse.RATE).awaitText("w1");
      house.close();

      assertThat(house.usedMs()).isEqualTo(2_000);
    }
  }

  @Test
  void shutdown_done_leavesThePortsFree() throws IOException {
    var ports = List.of(house.port(), house.house().opsPort());
    house.close();

    for (var port : ports) {
      try (var free = new ServerSocket()) {
        free.setReuseAddress(true);
        free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(free.isBound()).isTrue();
      }
    }
  }

  @Test
  void shutdown_connectionsWithoutAStream_areClosed() {
    try (var client = WireClient.connect(house.port())) {
      house.close();

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }
}
