package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Apps;
import dev.earshot.core.account.Policy.Blindness;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.gateway.config.PlansReader.UnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlansReaderTest {
  private static final Duration THRESHOLD = Duration.ofSeconds(77);
  private static final List<String> ENGINES = List.of("deepgram", "sphinx");

  @TempDir
  private Path dir;

  @Test
  void read_everyField_isThePlans() {
    var plans = read("""
        {"prepaid": {"minutes": 60, "unlimited": false, "exhausted": "close",
          "blind_seconds": 0, "threshold_seconds": 5, "silence": "free", "channels": "each",
          "strict": true, "engines": ["sphinx", "deepgram"], "apps": "continue"}}
        """);

    assertThat(plans.of("prepaid")).isEqualTo(new Plan("prepaid",
        MonthlyGrant.of(Duration.ofMinutes(60)), new Policy(Exhaustion.CLOSE,
            new Blindness(Duration.ZERO), Duration.ofSeconds(5), Silence.FREE, Channels.EACH,
            true, List.of("sphinx", "deepgram"), Apps.CONTINUE)));
  }

  @Test
  void read_noField_isAsInTheSeedSystem() {
    assertThat(read("{\"basic\": {}}").basic()).isEqualTo(new Plan("basic",
        MonthlyGrant.of(Duration.ZERO), Policy.USUAL.withThreshold(THRESHOLD)));
  }

  @Test
  void read_unlimited_grantsWithoutEnd() {
    assertThat(read("{\"pro\": {\"unlimited\": true}}").of("pro").grant())
        .isEqualTo(MonthlyGrant.unlimited());
  }

  @ParameterizedTest
  @CsvSource({"stop, STOP", "close, CLOSE", "continue, CONTINUE"})
  void read_exhausted_isOneOfThree(String said, Exhaustion meant) {
    assertThat(read("{\"a\": {\"exhausted\": \"" + said + "\"}}").of("a").policy().exhaustion())
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_000_000})
  void read_minutes_reachFromNothingToAMillion(long minutes) {
    assertThat(read("{\"a\": {\"minutes\": " + minutes + "}}").of("a").grant())
        .isEqualTo(MonthlyGrant.of(Duration.ofMinutes(minutes)));
  }

  @Test
  void read_severalPlans_areAllThere() {
    assertThat(read("{\"basic\": {\"minutes\": 1}, \"pro\": {\"minutes\": 2}}").all())
        .extracting(Plan::name)
        .containsExactly("basic", "pro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"größer", "プロ", "план 2", "🎧"})
  void read_nameOfAnyScript_isThePlans(String name) {
    var plans = read("{\"" + name + "\": {\"minutes\": 3}}");

    assertThat(plans.of(name).name()).isEqualTo(name);
    assertThat(plans.knows(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '|', textBlock = """
      {"a": {"minutes": -1}};a.minutes: -1 (expected: 0..1000000)
      {"a": {"minutes": 1000001}};a.minutes: 1000001 (expected: 0..1000000)
      {"a": {"minutes": 1.5}};a.minutes: 1.5 (expected: 0..1000000)
      {"a": {"minutes": "60"}};a.minutes: "60" (expected: 0..1000000)
      {"a": {"minutes": null}};a.minutes: null (expected: 0..1000000)
      {"a": {"minutes": 18446744073709551617}};a.minutes: 18446744073709551617 (expected: 0..1000000)
      {"a": {"unlimited": true, "minutes": -1}};a.minutes: -1 (expected: 0..1000000)
      {"a": {"blind_seconds": -1}};a.blind_seconds: -1 (expected: 0..1000000)
      {"a": {"threshold_seconds": true}};a.threshold_seconds: true (expected: 0..1000000)
      {"a": {"unlimited": "yes"}};a.unlimited: "yes" (expected: true or false)
      {"a": {"strict": 1}};a.strict: 1 (expected: true or false)
      {"a": {"exhausted": "end"}};a.exhausted: "end" (expected: one of [stop, close, continue])
      {"a": {"exhausted": "STOP"}};a.exhausted: "STOP" (expected: one of [stop, close, continue])
      {"a": {"silence": 0}};a.silence: 0 (expected: one of [billed, free])
      {"a": {"channels": null}};a.channels: null (expected: one of [once, each])
      {"a": {"engines": "sphinx"}};a.engines: "sphinx" (expected: an array of one or more of EARSHOT_ENGINES, [deepgram, sphinx], each once)
      {"a": {"engines": []}};a.engines: [] (expected: an array of one or more of EARSHOT_ENGINES, [deepgram, sphinx], each once)
      {"a": {"engines": ["vosk"]}};a.engines: ["vosk"] (expected: an array of one or more of EARSHOT_ENGINES, [deepgram, sphinx], each once)
      {"a": {"engines": ["sphinx", "sphinx"]}};a.engines: ["sphinx","sphinx"] (expected: an array of one or more of EARSHOT_ENGINES, [deepgram, sphinx], each once)
      {"a": 5};a: 5 (expected: an object)
      {"a": null};a: null (expected: an object)
      {"a": []};a: [] (expected: an object)
      """)
  void read_badValue_isNamedWithItsRange(String text, String message) {
    assertThat(problem(text)).isEqualTo(message);
  }

  @Test
  void read_unknownField_isToldAllOfThem() {
    assertThat(problem("{\"a\": {\"minuets\": 1}}")).isEqualTo("a.minuets: unknown (expected: one "
        + "of [apps, blind_seconds, channels, engines, exhausted, minutes, silence, strict, "
        + "threshold_seconds, unlimited])");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "5", "\"basic\"", "", " \n"})
  void read_noPlans_isRefused(String text) {
    assertThat(problem(text)).isEqualTo("no plans (expected: an object of plans by name)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '|', textBlock = """
      {"a": {,}};1
      {"a": {}} x;1
      {"a": {}} {"b": {}};1
      {"a": {}, "a": {}};1
      {"a": {"minutes": 1, "minutes": 2}};1
      {"a": {};1
      {"a": {},~"b": oops};2
      {"a":~{"minutes":~1,,}};3
      """)
  void read_noJson_isToldTheLine(String text, int line) {
    assertThat(problem(text.replace('~', '\n'))).isEqualTo("not JSON, line " + line);
  }

  @Test
  void read_fileMissing_isRefused() {
    assertThatThrownBy(() -> PlansReader.read(dir.resolve("none"), THRESHOLD, ENGINES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be read");
  }

  @Test
  void read_folder_isRefused() {
    assertThatThrownBy(() -> PlansReader.read(dir, THRESHOLD, ENGINES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be read");
  }

  @Test
  void read_noText_isRefused() throws IOException {
    var file = Files.write(dir.resolve("plans.json"), new byte[]{(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> PlansReader.read(file, THRESHOLD, ENGINES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be read");
  }

  /// The setting, its value and what is wrong in the file, in one line.
  @Test
  void config_unusableFile_isAProblemOfItsSetting() {
    var file = file("{\"a\": {\"minutes\": -1}}");

    var told = Objects.requireNonNull(catchThrowableOfType(ConfigException.class,
        () -> ConfigReader.read(Map.of("EARSHOT_PLANS", file.toString()), null))).problems();

    assertThat(told).singleElement()
        .asString()
        .startsWith("EARSHOT_PLANS: " + file
            + ": a.minutes: -1 (expected: 0..1000000)");
  }

  private Plans read(String text) {
    return PlansReader.read(file(text), THRESHOLD, ENGINES);
  }

  private String problem(String text) {
    var file = file(text);
    var thrown = catchThrowableOfType(UnusableException.class,
        () -> PlansReader.read(file, THRESHOLD, ENGINES));
    return String.valueOf(Objects.requireNonNull(thrown).getMessage());
  }

  private Path file(String text) {
    try {
      return Files.writeString(dir.resolve("plans.json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
