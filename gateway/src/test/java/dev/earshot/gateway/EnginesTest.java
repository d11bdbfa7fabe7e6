package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.EngineSettings;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.Engines;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose recogniser is another one: what it hears, counts and writes down.
@Timeout(60)
class EnginesTest {
  private final Path dir;
  private final TestHouse far;

  EnginesTest(@TempDir Path dir) {
    this.dir = dir;
    far = TestHouse.open(dir.resolve("far"), SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    far.close();
  }

  @Test
  void deepgram_anotherEarshot_isHeardAndPaidForBySound() throws SQLException {
    try (var near = TestHouse.open(dir.resolve("near"), deepgram())) {
      try (var client = near.stream()) {
        client.ready().seconds(3, TestHouse.RATE).finish();
        assertThat(client.readAll().words()).isEqualTo("w0 w1 w2");
      }
      near.awaitNoStreams();
      assertThat(near.house().meters().scrape()).contains(
          "earshot_engine_legs_total{engine=\"deepgram\"} 1.0",
          "earshot_engine_legs_open{engine=\"deepgram\"} 0.0",
          "earshot_upstream_ms_total{base=\"sound\",engine=\"deepgram\"} 3000.0");
    }

    assertThat(spent(dir.resolve("near"))).isEqualTo(3_000);
    far.awaitNoStreams();
    assertThat(far.usedMs()).isEqualTo(3_000);
  }

  @Test
  void deepgram_goneInMidStream_anotherGoesOn() {
    var engines = new Engines(List.of(deepgram().all().getFirst(),
        new EngineSettings.Embedded(Engine.SCRIPTED)), Relaying.DEFAULT);
    try (var near = TestHouse.open(dir.resolve("near"), engines); var client = near.stream()) {
      client.ready().seconds(2, TestHouse.RATE);
      far.close();
      client.seconds(2, TestHouse.RATE).finish();
      var heard = client.readAll();

      assertThat(heard.closeCode()).isEqualTo(1_000);
      assertThat(heard.toString()).contains("\"status\":\"degraded\"",
          "\"status\":\"recovered\"", "\"provider\":\"scripted\"");
    }
  }

  private Engines deepgram() {
    return new Engines(List.of(new Deepgram(
        List.of(URI.create("ws://127.0.0.1:" + far.port())), new Secret(TestHouse.KEY), "nova-3")),
        Relaying.DEFAULT);
  }

  /// What was written at the end, read from the file.
  private static long spent(Path data) throws SQLException {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
        var statement = file.createStatement();
        var rows = statement.executeQuery(
            "SELECT total(sound_ms) FROM engine_costs WHERE engine = 'deepgram'")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
