package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key that is taken back while somebody streams with it.
@Timeout(60)
class RunningStreamKeyTest {
  @Test
  void revoke_whileAStreamRuns_endsItBehindItsLastWords(@TempDir Path dir) throws IOException {
    try (var house = TestHouse.open(dir.resolve("data"), SocketLimits.DEFAULT,
        MonthlyGrant.unlimited())) {
      var made = Heard.json(keys(house, dir, "create", "bob", "--unlimited", "--json"));
      var key = made.path("key").asText();
      try (var revoked = WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, key);
          var other = house.stream()) {
        other.ready();
        revoked.ready().seconds(2, TestHouse.RATE).awaitText("w1");
        keys(house, dir, "revoke", made.path("id").asText());

        var heard = revoked.readAll();
        assertThat(heard.closeText()).isEqualTo("the key was revoked");
        assertThat(heard.closeCode()).isEqualTo(1_008);
        assertThat(heard.words()).isEqualTo("w0 w1");
        other.seconds(1, TestHouse.RATE).finish();
        assertThat(other.readAll().words()).isEqualTo("w0");
      }
      house.awaitNoStreams();
      assertThat(house.usedMs()).isEqualTo(3_000);
    }
  }

  @Test
  void revoke_whileADeepgramStreamRuns_tellsItsWordsAndItsPrice(@TempDir Path dir)
      throws IOException {
    try (var house = TestHouse.open(dir.resolve("data"), SocketLimits.DEFAULT,
        MonthlyGrant.unlimited())) {
      var made = Heard.json(keys(house, dir, "create", "bob", "--unlimited", "--json"));
      try (var revoked = WireClient.connect(house.port())
          .upgrade("/v1/listen?encoding=linear16&sample_rate=16000&interim_results=true",
              made.path("key").asText())) {
        revoked.seconds(2, TestHouse.RATE).awaitText("w1");
        keys(house, dir, "revoke", made.path("id").asText());

        var heard = revoked.readAll();
        assertThat(heard.frames().getLast())
            .isEqualTo(new Frame.Close(1_008, "INVALID_AUTH: the key was revoked"));
        assertThat(heard.events("Results")).anyMatch(
            results -> results.path("is_final").asBoolean()
                && results.at("/channel/alternatives/0/transcript").asText().equals("w0 w1"));
        assertThat(heard.events("Metadata")).singleElement()
            .satisfies(price -> assertThat(price.path("duration").asDouble()).isEqualTo(2));
      }
    }
  }

  private static String keys(TestHouse house, Path dir, String... what) throws IOException {
    var settings = Files.writeString(dir.resolve("settings"),
        "EARSHOT_DATA=" + dir.resolve("data") + "\n").toString();
    var out = new StringWriter();
    var err = new StringWriter();
    var line = new String[what.length + 5];
    line[0] = "keys";
    System.arraycopy(what, 0, line, 1, what.length);
    line[what.length + 1] = "--config";
    line[what.length + 2] = settings;
    line[what.length + 3] = "--url";
    line[what.length + 4] = "http://127.0.0.1:" + house.house().opsPort();
    assertThat(Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), line))
        .as(err::toString)
        .isZero();
    return out.toString().strip();
  }
}
