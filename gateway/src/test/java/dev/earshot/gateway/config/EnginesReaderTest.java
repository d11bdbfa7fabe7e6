package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.earshot.core.account.Policy;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.EngineSettings.OpenAi;
import dev.earshot.gateway.config.EngineSettings.OpenAi.Variant;
import dev.earshot.gateway.config.EngineSettings.Vosk;
import dev.earshot.gateway.config.EngineSettings.VoskLocal;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesReaderTest {
  private static final String KEY = "dg-canary-0123456789";

  @TempDir
  private Path dir;

  @Test
  void read_nothingSet_isTheEmbeddedOne() {
    assertThat(read(Map.of())).isEqualTo(
        new Engines(List.of(new Embedded(Engine.SPHINX)), Relaying.DEFAULT));
  }

  @Test
  void read_listAlone_hasEachAtItsUsualPlaceInItsOrder() {
    assertThat(read(Map.of("EARSHOT_ENGINES", "Deepgram, openai,vosk , sphinx",
        "EARSHOT_DEEPGRAM_KEY", KEY, "EARSHOT_OPENAI_KEY", "sk-1")).all()).containsExactly(
            new Deepgram(List.of(URI.create("wss://api.deepgram.com")), new Secret(KEY), "nova-3",
                true),
            new OpenAi(List.of(URI.create("wss://api.openai.com")), new Secret("sk-1"),
                "gpt-4o-transcribe", Variant.OPENAI),
            new Vosk(List.of(URI.create("ws://127.0.0.1:2700"))), new Embedded(Engine.SPHINX));
  }

  @Test
  void read_everythingSet_isTheSettings() throws IOException {
    var engines = read(Map.ofEntries(
        Map.entry("EARSHOT_ENGINES", "vosk-local,deepgram,openai"),
        Map.entry("EARSHOT_DEEPGRAM_URL", "ws://a:8080/stt, wss://b"),
        Map.entry("EARSHOT_DEEPGRAM_KEY", KEY), Map.entry("EARSHOT_DEEPGRAM_MODEL", "nova-2"),
        Map.entry("EARSHOT_DEEPGRAM_OPUS", "off"),
        Map.entry("EARSHOT_OPENAI_URL", "ws://vllm:8000"),
        Map.entry("EARSHOT_OPENAI_MODEL", "mistralai/Voxtral-Mini"),
        Map.entry("EARSHOT_OPENAI_VARIANT", "vllm"), Map.entry("EARSHOT_VOSK_URL", "ws://v:2700"),
        Map.entry("EARSHOT_VOSK_MODEL", dir.toString()), Map.entry("EARSHOT_REPLAY", "20s"),
        Map.entry("EARSHOT_MUTE", "8s"), Map.entry("EARSHOT_STALL", "3s"),
        Map.entry("EARSHOT_GATE", "on"), Map.entry("EARSHOT_PREWARM", "2"),
        Map.entry("EARSHOT_SILERO", Files.createFile(dir.resolve("vad.onnx")).toString())));

    assertThat(engines).isEqualTo(new Engines(
        List.of(new VoskLocal(dir),
            new Deepgram(List.of(URI.create("ws://a:8080/stt"), URI.create("wss://b")),
                new Secret(KEY), "nova-2", false),
            new OpenAi(List.of(URI.create("ws://vllm:8000")), null, "mistralai/Voxtral-Mini",
                Variant.VLLM)),
        new Relaying(Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofSeconds(3), true,
            2, dir.resolve("vad.onnx"))));
  }

  @Test
  void models_set_areThere_elseInTheDataFolder() {
    assertThat(ConfigReader.read(Map.of("EARSHOT_MODELS", "/m"), null).models())
        .isEqualTo(Path.of("/m"));
    assertThat(ConfigReader.read(Map.of("EARSHOT_DATA", "/d"), null).models())
        .isEqualTo(Path.of("/d/models"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepgram,deepgram", "sphinx,,vosk", "vosk_local", "", "auto"})
  void list_bad_isToldWhichThereAre(String list) {
    var text = list.isEmpty() ? "," : list;

    assertThat(problems(Map.of("EARSHOT_ENGINES", text))).containsExactly("EARSHOT_ENGINES: " + text
        + " (expected: sphinx, scripted, clock, deepgram, openai, vosk, vosk-local; best first, "
        + "comma separated, each at most once)");
  }

  @Test
  void cloud_withoutAKey_isToldAllThatIsMissing() {
    assertThat(problems(Map.of("EARSHOT_ENGINES", "deepgram,openai,vosk-local",
        "EARSHOT_PREWARM", "65")))
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("EARSHOT_DEEPGRAM_KEY: missing (expected: "),
            problem -> assertThat(problem).startsWith("EARSHOT_OPENAI_KEY: missing (expected: "),
            problem -> assertThat(problem).startsWith("EARSHOT_VOSK_MODEL: missing (expected: "),
            problem -> assertThat(problem).startsWith("EARSHOT_PREWARM: 65 (expected: 0..64)"));
  }

  @Test
  void ownServer_withoutAKey_needsNone() {
    assertThat(read(Map.of("EARSHOT_ENGINES", "deepgram", "EARSHOT_DEEPGRAM_URL", "ws://stt:8080")))
        .isNotNull();
  }

  @Test
  void key_ofAnEngineThatIsNotNamed_isFine() {
    assertThat(read(Map.of("EARSHOT_OPENAI_KEY", KEY)).names()).containsExactly("sphinx");
  }

  @ParameterizedTest
  @CsvSource({"EARSHOT_DEEPGRAM_URL,http://a", "EARSHOT_DEEPGRAM_URL,ws://",
      "EARSHOT_DEEPGRAM_URL,a:80", "EARSHOT_OPENAI_URL,ws://a?model=x",
      "EARSHOT_OPENAI_URL,ws://a#b",
      "EARSHOT_VOSK_URL,'ws://a,'", "EARSHOT_VOSK_URL,ws://a:70000", "EARSHOT_VOSK_MODEL,/no/where",
      "EARSHOT_DEEPGRAM_MODEL,a b", "EARSHOT_DEEPGRAM_OPUS,yes",
      "EARSHOT_OPENAI_VARIANT,azure", "EARSHOT_REPLAY,31s",
      "EARSHOT_MUTE,0s", "EARSHOT_STALL,5", "EARSHOT_GATE,yes", "EARSHOT_PREWARM,-1",
      "EARSHOT_SILERO,/no/where.onnx"})
  void value_bad_isNamedWithItsRange(String name, String value) {
    assertThat(problems(Map.of(name, value)).getFirst())
        .startsWith(name + ": " + value + " (expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EARSHOT_DEEPGRAM_KEY", "EARSHOT_OPENAI_KEY"})
  void key_bad_isRefusedAndNotShown(String name) {
    assertThat(problems(Map.of(name, "s3cret with spaces")).getFirst())
        .startsWith(name + ": *** (expected: ");
  }

  @Test
  void url_withAPassword_isRefusedAndThePasswordNotShown() {
    assertThat(problems(Map.of("EARSHOT_VOSK_URL", "ws://me:s3cret@a:2700")).getFirst())
        .startsWith("EARSHOT_VOSK_URL: ws://me:***@a:2700 (expected: ");
  }

  @Test
  void key_inAnyToString_isNotShown() {
    var config = ConfigReader.read(Map.of("EARSHOT_ENGINES", "deepgram,openai",
        "EARSHOT_DEEPGRAM_KEY", KEY, "EARSHOT_OPENAI_KEY", KEY), null);

    assertThat(config.toString()).contains("nova-3").doesNotContain(KEY);
    assertThat(config.engines().all().toString()).doesNotContain(KEY);
  }

  @Test
  void plan_withEngines_isThePolicys() throws IOException {
    var plans = Files.writeString(dir.resolve("plans.json"),
        "{\"pro\": {\"engines\": [\"vosk\"]}, \"basic\": {}}");
    var environment = new HashMap<>(Map.of("EARSHOT_ENGINES", "sphinx,vosk",
        "EARSHOT_PLANS", plans.toString()));
    var read = ConfigReader.read(environment, null).credits().plans();
    environment.put("EARSHOT_ENGINES", "sphinx");

    assertThat(read.of("pro").policy()).isEqualTo(Policy.USUAL.withEngines(List.of("vosk")));
    assertThat(read.basic().policy().engines()).isEmpty();
    assertThat(problems(environment).getFirst()).contains("pro.engines: [\"vosk\"] (expected: ")
        .contains("[sphinx]");
  }

  private static Engines read(Map<String, String> environment) {
    return ConfigReader.read(environment, null).engines();
  }

  private static List<String> problems(Map<String, String> environment) {
    return Objects.requireNonNull(catchThrowableOfType(ConfigException.class,
        () -> ConfigReader.read(environment, null))).problems();
  }
}
