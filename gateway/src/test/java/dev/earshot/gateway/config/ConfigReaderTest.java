package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Issuer;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.Doors;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.GatewayConfig.Firestore;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String TOKEN_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @Test
  void read_nothingSet_givesTheDefaults() {
    assertThat(read(Map.of())).isEqualTo(new GatewayConfig(new Listen("127.0.0.1", 8_080, 9_090),
        Path.of("data"), Backing.EMBEDDED, List.of(Engine.SPHINX), List.of(),
        new Credits(Duration.ofMinutes(1), CreditTimes.DEFAULT,
            PlansReader.usual(Duration.ofMinutes(3))),
        new Streams(100, 1.25, Duration.ofSeconds(15))));
  }

  @Test
  void read_everyKeySet_mapsEachOne() {
    var config = read(Map.ofEntries(Map.entry("EARSHOT_PORT", "1"),
        Map.entry("EARSHOT_HOST", "0.0.0.0"), Map.entry("EARSHOT_OPS_PORT", "2"),
        Map.entry("EARSHOT_DATA", "/d"), Map.entry("EARSHOT_STORE", "firestore"),
        Map.entry("EARSHOT_SIGNALS", "redis"), Map.entry("EARSHOT_ENGINES", "scripted"),
        Map.entry("EARSHOT_KEYS", "ann:k1, bob:k2:5"), Map.entry("EARSHOT_TICK", "2s"),
        Map.entry("EARSHOT_CREDIT_TTL", "3m"), Map.entry("EARSHOT_ZERO_REFRESH", "4s"),
        Map.entry("EARSHOT_THRESHOLD", "1h"), Map.entry("EARSHOT_ACCOUNT_STREAMS", "7"),
        Map.entry("EARSHOT_PACE", "2.5"), Map.entry("EARSHOT_DRAIN", "6s"),
        Map.entry("GOOGLE_CLOUD_PROJECT", "earshot-dev"),
        Map.entry("FIRESTORE_EMULATOR_HOST", "127.0.0.1:8085"),
        Map.entry("EARSHOT_REDIS_URL", "rediss://me:s3cret@cache:6379"),
        Map.entry("EARSHOT_CACHE_MB", "12"), Map.entry("EARSHOT_TOKEN_KEY", TOKEN_KEY),
        Map.entry("EARSHOT_OIDC", "https://a.example|web, https://a.example|app,"
            + "http://127.0.0.1:8/realm|x|y"),
        Map.entry("EARSHOT_FIREBASE_PROJECT", "earshot-dev"),
        Map.entry("EARSHOT_ACCOUNT_HANDSHAKES", "30"),
        Map.entry("EARSHOT_ORIGINS", "https://App.example:443, http://localhost:3000"),
        Map.entry("EARSHOT_STRIPE_SECRETS", "whsec_1234, whsec_5678"),
        Map.entry("EARSHOT_STRIPE_KEY", "rk_test_12"),
        Map.entry("EARSHOT_STRIPE_URL", "http://127.0.0.1:12111/"),
        Map.entry("EARSHOT_PRICES", "price_1:basic")));

    assertThat(config).isEqualTo(new GatewayConfig(new Listen("0.0.0.0", 1, 2), Path.of("/d"),
        new Backing(new Firestore("earshot-dev", "127.0.0.1:8085"),
            new Redis("rediss://me:s3cret@cache:6379"), 12),
        Engines.embedded(List.of(Engine.SCRIPTED)),
        List.of(new FirstKey(new AccountId("ann"), "k1", MonthlyGrant.unlimited()),
            new FirstKey(new AccountId("bob"), "k2", MonthlyGrant.of(Duration.ofMinutes(5)))),
        new Credits(Duration.ofSeconds(2), new CreditTimes(Duration.ofMinutes(3),
            Duration.ofSeconds(4), Duration.ofMinutes(12), Duration.ofSeconds(10)),
            PlansReader.usual(Duration.ofHours(1))),
        new Streams(7, 2.5, Duration.ofSeconds(6)),
        new Doors(TOKEN_KEY,
            List.of(new Issuer("https://a.example", Set.of("web", "app"), null),
                new Issuer("http://127.0.0.1:8/realm", Set.of("x|y"), null),
                Issuer.firebase("earshot-dev")),
            30, new Origins(Set.of("https://app.example", "http://localhost:3000"))),
        HookSettings.OFF, null,
        new StripeSettings(List.of(new Secret("whsec_1234"), new Secret("whsec_5678")),
            Map.of("price_1", "basic"), new Secret("rk_test_12"),
            URI.create("http://127.0.0.1:12111"))));
  }

  @Test
  void tokenKey_bad_isRefusedAndNotShown() {
    assertThat(problems(Map.of("EARSHOT_TOKEN_KEY", "c2hvcnQ="))).containsExactly(
        "EARSHOT_TOKEN_KEY: *** (expected: 32 bytes in base64, such as `openssl rand -base64 32`"
            + " prints; the value is not shown)");
  }

  @Test
  void tokenKey_inAnyToString_isNotShown() {
    assertThat(read(Map.of("EARSHOT_TOKEN_KEY", TOKEN_KEY)).toString()).contains("Doors[")
        .doesNotContain(TOKEN_KEY);
  }

  @Test
  void read_blankValue_isNotSet() {
    assertThat(read(Map.of("EARSHOT_PORT", " ")).listen()).isEqualTo(Listen.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"EARSHOT_PORT,65536", "EARSHOT_PORT,-1", "EARSHOT_PORT,http",
      "EARSHOT_OPS_PORT,9090x", "EARSHOT_STORE,mysql", "EARSHOT_SIGNALS,nats",
      "EARSHOT_CACHE_MB,0", "EARSHOT_CACHE_MB,1.5", "EARSHOT_PACE,0.5", "EARSHOT_PACE,NaN",
      "EARSHOT_ACCOUNT_STREAMS,0", "EARSHOT_DRAIN,0s", "EARSHOT_DRAIN,11m",
      "EARSHOT_ENGINES,whisper", "EARSHOT_ENGINES,'sphinx,'", "EARSHOT_TICK,60",
      "EARSHOT_TICK,0s", "EARSHOT_TICK,2h", "EARSHOT_CREDIT_TTL,-1s", "EARSHOT_ZERO_REFRESH,500ms",
      "EARSHOT_THRESHOLD,25h", "EARSHOT_THRESHOLD,9999999999s", "EARSHOT_OIDC,https://a.example",
      "EARSHOT_OIDC,https://a.example|", "EARSHOT_OIDC,http://a.example|web",
      "EARSHOT_OIDC,a.example|web", "EARSHOT_OIDC,https://me@a.example|web",
      "EARSHOT_FIREBASE_PROJECT,Earshot", "EARSHOT_ACCOUNT_HANDSHAKES,0",
      "EARSHOT_ORIGINS,app.example", "EARSHOT_ORIGINS,https://app.example/page"})
  void read_badValue_isNamedWithItsRange(String name, String value) {
    assertThat(problems(Map.of(name, value)).getFirst())
        .startsWith(name + ": " + value + " (expected: ");
  }

  @Test
  void read_storesWithoutTheirAddress_areToldWhatIsMissing() {
    assertThat(problems(Map.of("EARSHOT_STORE", "firestore", "EARSHOT_SIGNALS", "redis")))
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("GOOGLE_CLOUD_PROJECT: missing"),
            problem -> assertThat(problem).startsWith("EARSHOT_REDIS_URL: missing"));
  }

  @Test
  void read_redisUrlOfNoKnownForm_isRefusedAndNotShown() {
    assertThat(problems(Map.of("EARSHOT_SIGNALS", "redis", "EARSHOT_REDIS_URL",
        "http://me:s3cret@cache")).getFirst()).startsWith("EARSHOT_REDIS_URL: ***");
  }

  @Test
  void redisUrl_inAnyToString_isNotShown() {
    assertThat(read(Map.of("EARSHOT_SIGNALS", "redis", "EARSHOT_REDIS_URL",
        "redis://:s3cret@cache")).toString()).doesNotContain("s3cret");
  }

  @Test
  void read_severalProblems_areToldAtOnce() {
    assertThat(problems(Map.of("EARSHOT_PORT", "x", "EARSHOT_TICK", "y", "EARSHOT_NOPE", "z")))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"EARSHOT_PROT,EARSHOT_PORT", "EARSHOT_PORTS,EARSHOT_PORT",
      "EARSHOT_KEY,EARSHOT_KEYS", "EARSHOT_OPSPORT,EARSHOT_OPS_PORT",
      "EARSHOT_ENGINE,EARSHOT_ENGINES", "EARSHOT_HOTS,EARSHOT_HOST"})
  void read_unknownKey_isToldTheNearest(String name, String nearest) {
    assertThat(problems(Map.of(name, "1"))).containsExactly(
        name + ": unknown (expected: did you mean " + nearest + "?)");
  }

  @Test
  void read_unknownKeyNearNothing_isToldAllOfThem() {
    assertThat(problems(Map.of("EARSHOT_SOMETHING", "1")).getFirst()).contains("one of [EARSHOT_");
  }

  @Test
  void read_valueOfAnUnknownKey_isNotShown() {
    assertThat(problems(Map.of("EARSHOT_KEYZ", "ann:s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void read_keysOfOthers_areNoneOfOurBusiness() {
    assertThat(read(Map.of("PATH", "/bin", "EARSHOTS", "1"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../.ci/run", "../earshot"})
  void read_whatTheLauncherAndTheBuildSet_isKnown(Path script) throws IOException {
    var blank = Pattern.compile("EARSHOT_[A-Z_]+")
        .matcher(Files.readString(script))
        .results()
        .map(MatchResult::group)
        .distinct()
        .collect(Collectors.toMap(name -> name, name -> ""));

    assertThat(blank).isNotEmpty();
    assertThat(read(blank)).isEqualTo(read(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "ann:", ":s3cret", "ann:s3cret:x", "ann:s3cret:-1",
      "ann:s3cret:1:2", "ann:s3cret,", "ann:s3cret:9223372036854775807", "a n n:s3cret:1"})
  void keys_bad_areRefusedAndNotShown(String keys) {
    assertThat(problems(Map.of("EARSHOT_KEYS", keys))).containsExactly(
        "EARSHOT_KEYS: *** (expected: account:key[:minutes], comma separated; the value is not "
            + "shown)");
  }

  @Test
  void keys_inAnyToString_areNotShown() {
    assertThat(read(Map.of("EARSHOT_KEYS", "ann:s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void file_setsWhatTheEnvironmentDoesNot(@TempDir Path dir) throws IOException {
    var file = file(dir, "EARSHOT_PORT=1\nEARSHOT_HOST=0.0.0.0\n");

    assertThat(ConfigReader.read(Map.of(), file).listen()).isEqualTo(
        new Listen("0.0.0.0", 1, 9_090));
  }

  @Test
  void file_setsTheSame_theEnvironmentWins(@TempDir Path dir) throws IOException {
    var file = file(dir, "EARSHOT_PORT=1\n");

    assertThat(ConfigReader.read(Map.of("EARSHOT_PORT", "2"), file).listen().port()).isEqualTo(2);
  }

  @Test
  void file_withANameThatIsNotOurs_isRefused(@TempDir Path dir) throws IOException {
    var file = file(dir, "EARSHOTPORT=1\nPORT=2\n");

    assertThat(problems(Map.of(), file)).hasSize(2);
  }

  @Test
  void file_missing_isNamed(@TempDir Path dir) {
    var file = dir.resolve("none");

    assertThat(problems(Map.of(), file).getFirst()).startsWith("--config: " + file);
  }

  private static GatewayConfig read(Map<String, String> environment) {
    return ConfigReader.read(environment, null);
  }

  private static List<String> problems(Map<String, String> environment) {
    return Objects.requireNonNull(catchThrowableOfType(ConfigException.class,
        () -> ConfigReader.read(environment, null))).problems();
  }

  private static List<String> problems(Map<String, String> environment, Path file) {
    return Objects.requireNonNull(catchThrowableOfType(ConfigException.class,
        () -> ConfigReader.read(environment, file))).problems();
  }

  private static Path file(Path dir, String text) throws IOException {
    return Files.writeString(dir.resolve("earshot.conf"), text);
  }
}
