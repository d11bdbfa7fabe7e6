package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person types, and what comes back.
@Timeout(60)
class EarshotTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help", "demo --help", "transcribe --help",
      "doctor --help", "credits show --help", "credits grant --help", "keys create --help",
      "keys list --help", "keys revoke --help", "engines list --help", "engines leave --help",
      "--version"})
  void help_exits0(String line) {
    assertThat(run(line.split(" "))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", "--dance", "serve --dance", "transcribe", "transcribe a b",
      "transcribe a --pace fast", "transcribe a --dialect morse", "credits",
      "credits show", "credits grant ann", "credits grant ann --minutes many", "keys",
      "engines", "engines leave", "engines list a",
      "keys create", "keys create ann --expires soon", "keys revoke", "keys list a b"})
  void call_wrong_exits2(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
  }

  @Test
  void call_withoutCommand_exits2() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void call_withoutCommand_namesThem() {
    run();

    assertThat(err.toString()).startsWith(
        "COMMAND: missing (expected: one of [demo, serve, transcribe, credits, keys, engines, doctor])");
  }

  @Test
  void config_bad_exits2(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("c"), "EARSHOT_PORT=x\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
  }

  @Test
  void config_bad_namesEachProblem(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("c"), "EARSHOT_PORT=x\nEARSHOT_TICK=y\n");

    run("serve", "--config", file.toString());

    assertThat(err.toString()).contains("EARSHOT_PORT: x", "EARSHOT_TICK: y");
  }

  @Test
  void transcribe_fileMissing_exits1() {
    assertThat(run("transcribe", "nowhere.wav")).isEqualTo(1);
  }

  @Test
  void transcribe_fileMissing_saysSoInOneLine() {
    run("transcribe", "nowhere.wav");

    assertThat(err.toString()).isEqualToIgnoringNewLines(
        "earshot: nowhere.wav: no such file (expected: one that exists)");
  }

  @Test
  void transcribe_noWav_saysSoInOneLine(@TempDir Path dir) throws IOException {
    var file = Files.write(dir.resolve("a.wav"), new byte[100]);

    run("transcribe", file.toString());

    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void transcribe_noWav_exits1(@TempDir Path dir) throws IOException {
    var file = Files.write(dir.resolve("a.wav"), new byte[100]);

    assertThat(run("transcribe", file.toString())).isEqualTo(1);
  }

  @Test
  void transcribe_recording_printsItsWordsAlone(@TempDir Path dir) throws IOException {
    run("transcribe", "--config", scripted(dir), wav(dir, 3));

    assertThat(out).hasToString("w0 w1 w2" + System.lineSeparator());
  }

  @Test
  void transcribe_asJson_printsOneObject(@TempDir Path dir) throws IOException {
    run("transcribe", "--json", "--config", scripted(dir), wav(dir, 2));

    assertThat(out.toString().strip()).isEqualTo(
        "{\"text\":\"w0 w1\",\"audio_ms\":2000,\"segments\":[\"w0 w1\"]}");
  }

  @Test
  void transcribe_nobodyListens_exits1(@TempDir Path dir) throws IOException {
    assertThat(run("transcribe", "--config", scripted(dir), "--url", "ws://127.0.0.1:1", "--key",
        "k", wav(dir, 1))).isEqualTo(1);
  }

  @Test
  void transcribe_noKeyKnown_saysWhichIsMissing(@TempDir Path dir) throws IOException {
    run("transcribe", "--config", scripted(dir), "--url", "ws://127.0.0.1:1", wav(dir, 1));

    assertThat(err.toString()).startsWith("earshot: --key: missing");
  }

  @Test
  void firstKey_made_isReadableByItsOwnerOnly(@TempDir Path dir) throws IOException {
    run("transcribe", "--config", scripted(dir), wav(dir, 1));

    assertThat(Files.getPosixFilePermissions(dir.resolve("data/dev-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void firstKey_made_isKept(@TempDir Path dir) throws IOException {
    run("transcribe", "--config", scripted(dir), wav(dir, 1));
    var key = Files.readString(dir.resolve("data/dev-key"));

    run("transcribe", "--config", scripted(dir), wav(dir, 1));

    assertThat(Files.readString(dir.resolve("data/dev-key"))).isEqualTo(key);
  }

  @Test
  void serve_portTaken_saysWhich(@TempDir Path dir) throws IOException {
    try (var taken = new ServerSocket(0)) {
      var file = Files.writeString(dir.resolve("taken"), "EARSHOT_HOST=0.0.0.0\nEARSHOT_PORT="
          + taken.getLocalPort() + "\nEARSHOT_OPS_PORT=0\nEARSHOT_ENGINES=scripted\nEARSHOT_DATA="
          + dir.resolve("data") + "\n");

      run("serve", "--config", file.toString());

      assertThat(err.toString()).startsWith(
          "earshot: port: 0.0.0.0:" + taken.getLocalPort() + " (expected: free to listen on)");
    }
  }

  @Test
  void serve_hostUnknown_exits1(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("c"), "EARSHOT_HOST=no.such.host.invalid\n"
        + "EARSHOT_PORT=0\nEARSHOT_OPS_PORT=0\nEARSHOT_ENGINES=scripted\nEARSHOT_DATA="
        + dir.resolve("data") + "\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(1);
  }

  private int run(String... args) {
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private static String scripted(Path dir) throws IOException {
    return Files.writeString(dir.resolve("earshot.conf"), "EARSHOT_ENGINES=scripted\nEARSHOT_DATA="
        + dir.resolve("data") + "\n").toString();
  }

  /// So many seconds of silence.
  private static String wav(Path dir, int seconds) throws IOException {
    var data = ByteBuffer.allocate(44 + seconds * 32_000)
        .order(ByteOrder.LITTLE_ENDIAN);
    data.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(data.capacity() - 8);
    data.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    data.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    data.putShort((short) 2).putShort((short) 16);
    data.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(seconds * 32_000);
    return Files.write(dir.resolve("sound.wav"), data.array()).toString();
  }
}
