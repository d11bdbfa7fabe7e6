package dev.earshot.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.GatewayProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `./earshot load` as somebody calls it. How fast this machine is, is no matter here.
@Timeout(120)
class LoadTest {
  private static final String SHORT = "--streams 20 --ramp 1 --settle 1 --seconds 3 --frame 100 --json";

  @TempDir
  private Path folder;
  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();

  @Test
  void load_anEarshotOfItsOwn_measuresEveryStreamAndWritesItsReports() throws Exception {
    var page = folder.resolve("a.html");
    var file = folder.resolve("a.json");

    load(said, SHORT + " --report " + page + " --json-file " + file);

    var report = report();
    var ended = report.at("/total/counts/ended").asInt();
    // a machine that does other things as well makes the gateway refuse some
    assertThat(ended + report.at("/total/endings/refused: 503").asInt()).isEqualTo(20);
    assertThat(ended).isPositive();
    assertThat(report.at("/total/counts/words_expected").asInt()).isPositive()
        .isEqualTo(report.at("/total/counts/words_committed").asInt());
    assertThat(report.at("/total/times/added_latency/n").asInt()).isPositive();
    assertThat(report.at("/total/usage/cpuPerStream").asDouble()).isPositive();
    assertThat(report.at("/metering/chargedMs").asLong()).isPositive()
        .isEqualTo(report.at("/metering/sentMs").asLong());
    assertThat(page).content().contains("<svg").doesNotContain("<script");

    assertThat(load(said, "compare " + file + " " + file + " --fail-if", "failed > 1x")).isZero();
    assertThat(load(said, "compare " + file + " " + file + " --fail-if",
        "added_latency.p50 > 0.5x")).isEqualTo(1);
  }

  @Test
  void load_anEarshotBehindTls_isMeasuredLikeOneInClear() throws Exception {
    load(said, SHORT + " --tls");

    var report = report();
    assertThat(report.at("/setup/gateway").asText()).isEqualTo("Earshot, started for the run, TLS");
    assertThat(report.at("/total/counts/ended").asInt()).isPositive();
    assertThat(report.at("/total/counts/words_committed").asInt()).isPositive();
    assertThat(report.at("/metering/chargedMs").asLong()).isPositive()
        .isEqualTo(report.at("/metering/sentMs").asLong());
  }

  /// Its certificate is signed by nobody.
  @Test
  void load_wssWithAnUnknownCertificate_isServedWhereThatIsAskedForOnly() throws Exception {
    var certificate = SelfMadeCertificate.in(folder);
    var settings = new HashMap<>(certificate.settings());
    settings.put("EARSHOT_ENGINES", "clock");
    try (var gateway = GatewayProcess.start(folder, settings)) {
      var args = "--streams 2 --ramp 0 --settle 0 --seconds 1 --frame 100 --json --key "
          + GatewayProcess.KEY + " --url " + gateway.secureStreams();

      assertThat(load(said, args)).isEqualTo(1);
      assertThat(report().at("/total/counts/failed").asInt()).isEqualTo(2);
      assertThat(report().at("/total/counts/ready").asInt()).isZero();

      load(said, args + " --insecure");
      assertThat(report().at("/total/counts/ended").asInt()).isEqualTo(2);

      load(said, args + " --ca " + certificate.certificate());
      assertThat(report().at("/total/counts/ended").asInt()).isEqualTo(2);
    }
  }

  @Test
  void load_withAnotherKey_failsAndSaysThatItIsTheKey() throws Exception {
    try (var gateway = GatewayProcess.start(folder, Map.of("EARSHOT_ENGINES", "clock"))) {
      var code = load(said, SHORT + " --dialect deepgram --key another --url "
          + gateway.streams().resolve("/"));

      assertThat(code).isEqualTo(1);
      assertThat(said.toString()).contains(
          "! streams: 20 of 20 failed (expected: 0): 20 refused: 401",
          "! key: refused: 401 (expected: a key that this gateway knows)")
          .doesNotContain("another");
    }
  }

  @Test
  void load_aGatewayThatIsKilled_saysSoAndEnds() throws Exception {
    try (var gateway = GatewayProcess.start(folder, Map.of("EARSHOT_ENGINES", "clock"))) {
      var code = load(new KillsWhenAllTalk(said, gateway.pid()), "--streams 20 --ramp 0 --settle 1"
          + " --seconds 90 --frame 100 --json --key " + GatewayProcess.KEY + " --pid "
          + gateway.pid() + " --url " + gateway.streams());

      assertThat(code).isEqualTo(1);
      var report = report();
      assertThat(report.path("verdict").asText()).isNotEqualTo("HELD");
      assertThat(report.path("failures").toString()).contains("gateway: its process ended",
          "20 of 20 failed");
      assertThat(report.at("/seconds").size()).isLessThan(60);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--streams 0 | streams: 0 (expected: 1..100000)",
      "--steps 10,5 | steps: 5 (expected: 11..100000)",
      "--streams 5 --arrivals poisson:3 | streams: given in two ways (expected: one of --streams, --steps and --arrivals)",
      "--frame 7 | frame: 7 (expected: 10..100 ms)",
      "--dialect openai --codec opus --frame 20 | codec: OPUS (expected: pcm16 with --dialect OPENAI)",
      "--fail-if nothing | fail-if: nothing (expected: METRIC",
      "--fail-if failed>1x | baseline: missing (expected: FILE.json",
      "--insecure | insecure: without --url (expected: --url wss://...)",
      "--insecure --url ws://a | insecure: ws://a (expected: --url wss://...)",
      "--tls --url wss://a | tls: with --url (expected: --url wss://... alone)",
      "--url http://a | url: http://a (expected: ws://HOST or wss://HOST)",
      "--seconds 0.5 | seconds: 0.5 (expected: 1.0..1000000.0)"})
  void load_wronglyCalled_saysWhatIsExpectedAndLoadsNobody(String args, String message) {
    assertThat(load(said, args)).isEqualTo(2);
    assertThat(complained.toString()).startsWith(message);
  }

  private int load(Writer out, String args, String... more) {
    var words = new ArrayList<>(List.of(args.strip().split(" +")));
    words.addAll(List.of(more));
    return Load.command(new PrintWriter(out, true))
        .setErr(new PrintWriter(complained, true))
        .execute(words.toArray(String[]::new));
  }

  /// The last line.
  private JsonNode report() throws Exception {
    return new JsonMapper().readTree(said.toString().lines().toList().getLast());
  }

  /// Kills a process as soon as a line says that all streams talk.
  private static final class KillsWhenAllTalk extends Writer {
    private final StringWriter said;
    private final long pid;

    private KillsWhenAllTalk(StringWriter said, long pid) {
      this.said = said;
      this.pid = pid;
    }

    @Override
    public void write(char[] text, int from, int length) {
      said.write(text, from, length);
      if (new String(text, from, length).contains(" 20 talk")) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
