package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operator beside a running gateway, who asks about its recognisers.
@Timeout(60)
class EnginesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path dir;
  private final Path settings;
  private final TestHouse house;

  EnginesCommandTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    var data = dir.resolve("data");
    house = TestHouse.open(data, SocketLimits.DEFAULT);
    settings = Files.writeString(dir.resolve("settings"), "EARSHOT_DATA=" + data + "\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void list_json_tellsWhatEachWasGiven() {
    try (var client = house.stream()) {
      client.ready().seconds(2, TestHouse.RATE).finish();
      assertThat(client.readAll().words()).isEqualTo("w0 w1");
    }
    house.awaitNoStreams();

    assertThat(engines("list", "--json")).isZero();
    var engine = Heard.json(out.toString().strip()).path("engines").path(0);
    assertThat(engine.path("engine").asText()).isEqualTo("scripted");
    assertThat(engine.path("state").asText()).isEqualTo("available");
    assertThat(engine.path("legs_total").asLong()).isOne();
    assertThat(engine.path("sound_ms").asLong()).isEqualTo(2_000);
    assertThat(engine.path("sound_ms_month").asLong()).isEqualTo(2_000);
    assertThat(engine.path("paid_ms_month").asLong()).isZero();
  }

  @Test
  void list_isALineForEachTarget() {
    assertThat(engines("list")).isZero();
    assertThat(out.toString()).matches(
        "scripted +available +0 streams +0 failures +paid for this month 0 h 00 min 00 s +scripted\\R");
  }

  @Test
  void leave_unknown_exits1AndSaysWhichThereAre() {
    assertThat(engines("leave", "whisper")).isOne();
    assertThat(err.toString()).contains("engine: unknown (expected: ");
  }

  @Test
  void leave_andComeback_areTheStateThatIsTold() {
    assertThat(engines("leave", "scripted")).isZero();
    assertThat(out.toString()).startsWith("scripted    left ");
    out.getBuffer().setLength(0);
    assertThat(engines("comeback", "scripted")).isZero();
    assertThat(out.toString()).startsWith("scripted    available ");
  }

  @Test
  void doctor_anotherEarshotAsDeepgram_answersTheKey() throws IOException {
    assertThat(doctor("EARSHOT_DEEPGRAM_KEY=" + TestHouse.KEY)).isZero();
    assertThat(out.toString())
        .containsPattern("ok +recogniser +deepgram: ws://127.0.0.1:\\d+ answers\\R");
  }

  @Test
  void doctor_wrongKey_isTheOnlyRecogniser_exits1() throws IOException {
    assertThat(doctor("EARSHOT_DEEPGRAM_KEY=esk_nobodys")).isOne();
    assertThat(out.toString()).containsPattern("FAIL +recogniser +deepgram: ws://127.0.0.1:\\d+: "
        + "the key is refused \\(401\\): set EARSHOT_DEEPGRAM_KEY").doesNotContain("esk_nobodys");
  }

  @Test
  void doctor_nobodyListens_warnsWhereAnotherHears() throws IOException {
    assertThat(doctor("EARSHOT_VOSK_URL=ws://127.0.0.1:1", "EARSHOT_ENGINES=vosk,scripted"))
        .isZero();
    assertThat(out.toString()).contains("vosk: ws://127.0.0.1:1: cannot be reached: start it, or "
        + "set EARSHOT_VOSK_URL", "scripted: says w0, w1, ...")
        .containsPattern("warn +recogniser +vosk");
  }

  @Test
  void doctor_modelOfVoicesThatIsNone_exits1() throws IOException {
    var file = Files.writeString(dir.resolve("vad.onnx"), "no model");

    assertThat(doctor("EARSHOT_ENGINES=scripted", "EARSHOT_SILERO=" + file)).isOne();
    assertThat(out.toString()).containsPattern("FAIL +voices +EARSHOT_SILERO: .*vad.onnx, it does "
        + "not load \\(expected: silero_vad.onnx of the fifth or sixth generation\\)");
  }

  private int doctor(String... lines) throws IOException {
    var all = new ArrayList<>(List.of("EARSHOT_ENGINES=deepgram", "EARSHOT_PORT=0",
        "EARSHOT_OPS_PORT=0", "EARSHOT_DATA=" + dir.resolve("other"),
        "EARSHOT_DEEPGRAM_URL=ws://127.0.0.1:" + house.port()));
    all.addAll(List.of(lines));
    return run("doctor", "--config",
        Files.writeString(dir.resolve("c"), String.join("\n", all)).toString());
  }

  private int engines(String... args) {
    var all = new ArrayList<>(List.of("engines"));
    all.addAll(List.of(args));
    all.addAll(List.of("--config", settings.toString(), "--url",
        "http://127.0.0.1:" + house.house().opsPort()));
    return run(all.toArray(String[]::new));
  }

  private int run(String... args) {
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
