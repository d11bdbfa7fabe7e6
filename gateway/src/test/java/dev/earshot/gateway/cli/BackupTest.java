package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What docs/operations.md says of a copy that is made while the gateway runs.
@Timeout(120)
class BackupTest {
  @Test
  void copy_madeWhileItRuns_letsInAndHasTheBill(@TempDir Path dir) throws Exception {
    var data = dir.resolve("data");
    var backup = Files.createDirectories(dir.resolve("backup"));
    try (var serve = GatewayProcess.serving(data)) {
      say(serve, 3);
      var open = WireClient.connect(serve.port()).upgrade(TestHouse.LISTEN, TestHouse.KEY);
      open.ready().seconds(2, TestHouse.RATE).awaitText("w1");
      copy(data, backup);
      say(serve, 4); // is not in the copy
      open.close();
    }

    try (var restored = GatewayProcess.serving(backup)) {
      assertThat(TestHouse.usedMs(backup)).isBetween(3_000L, 5_000L); // of the open one what was written down
      var before = TestHouse.usedMs(backup);
      say(restored, 2);
      assertThat(TestHouse.usedMs(backup)).isEqualTo(before + 2_000);
    }
  }

  private static void say(GatewayProcess serve, int seconds) {
    try (var client = WireClient.connect(serve.port())
        .upgrade(TestHouse.LISTEN, TestHouse.KEY)) {
      client.ready().seconds(seconds, TestHouse.RATE).finish();
      assertThat(client.readAll().closeCode()).isEqualTo(1_000);
    }
  }

  /// As `.backup` of the shell.
  private static void copy(Path data, Path backup) throws SQLException {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
        var statement = file.createStatement()) {
      statement.executeUpdate("backup to " + backup.resolve("earshot.db"));
    }
  }
}
