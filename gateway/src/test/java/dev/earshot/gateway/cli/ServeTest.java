package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The gateway as a process of its own, stopped and killed.
@Timeout(60)
class ServeTest {
  private final Path data;

  ServeTest(@TempDir Path dir) {
    this.data = dir.resolve("new/folder");
  }

  @Test
  void terminate_streamOpen_isTold1001() throws IOException {
    try (var serve = GatewayProcess.serving(data); var client = stream(serve)) {
      client.seconds(1, TestHouse.RATE).awaitText("w0");
      serve.terminate();

      assertThat(client.readAll().frames().getLast()).isEqualTo(
          new Frame.Close(1_001, "server is going away"));
    }
  }

  @Test
  void terminate_exitsAsOneThatWasTold() throws IOException, InterruptedException {
    try (var serve = GatewayProcess.serving(data)) {
      serve.terminate();

      assertThat(serve.exitCode()).isIn(0, 143);
    }
  }

  @Test
  void kill_inMidStream_losesASecondAtTheMost() throws IOException, InterruptedException {
    killed();

    startAgain();

    assertThat(TestHouse.usedMs(data)).isBetween(6_000L, 7_000L);
  }

  @Test
  void kill_startedTwiceAfterwards_isCountedOnce() throws IOException, InterruptedException {
    killed();
    startAgain();
    var first = TestHouse.usedMs(data);

    startAgain();

    assertThat(TestHouse.usedMs(data)).isEqualTo(first);
  }

  /// Kills the gateway when it has journaled six seconds and heard one more.
  private void killed() throws IOException, InterruptedException {
    try (var serve = GatewayProcess.serving(data); var client = stream(serve)) {
      client.seconds(6, TestHouse.RATE).awaitText("w5");
      Until.holds(() -> TestHouse.journaledMs(data) == 6_000);
      client.seconds(1, TestHouse.RATE).awaitText("w6");
      serve.kill();
      serve.exitCode();
    }
  }

  private void startAgain() throws IOException, InterruptedException {
    try (var again = GatewayProcess.serving(data)) {
      again.terminate();
      again.exitCode();
    }
  }

  private static WireClient stream(GatewayProcess serve) {
    return WireClient.connect(serve.port()).upgrade(TestHouse.LISTEN, TestHouse.KEY).ready();
  }
}
