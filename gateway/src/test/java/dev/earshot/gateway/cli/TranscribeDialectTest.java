package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same words of a recording, whichever way the gateway is spoken to.
@Timeout(60)
class TranscribeDialectTest {
  @TempDir
  private Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"listen", "deepgram", "openai"})
  void transcribe_inADialect_printsTheWords(String dialect) throws URISyntaxException {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      assertThat(run(house, dialect, TestHouse.KEY)).as(err.toString()).isZero();
    }

    assertThat(out.toString().strip()).startsWith("w0 w1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepgram", "openai"})
  void transcribe_withNobodysKey_saysSo(String dialect) throws URISyntaxException {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      assertThat(run(house, dialect, "nobodys")).isEqualTo(1);
    }

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("earshot: " + dialect + ": ", "401");
  }

  @Test
  void transcribe_whereNobodyListens_saysSo() throws URISyntaxException {
    var house = TestHouse.open(data, SocketLimits.DEFAULT);
    house.close();

    assertThat(run(house, "deepgram", TestHouse.KEY)).isEqualTo(1);
    assertThat(err.toString()).contains("earshot: deepgram: ");
  }

  private int run(TestHouse house, String dialect, String key) throws URISyntaxException {
    var voice = Path.of(Objects.requireNonNull(
        TranscribeDialectTest.class.getResource("/demo/pls-hold-while-try-16k.wav")).toURI());
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), "transcribe",
        voice.toString(), "--url", "ws://127.0.0.1:" + house.port(), "--key", key, "--dialect",
        dialect);
  }
}
