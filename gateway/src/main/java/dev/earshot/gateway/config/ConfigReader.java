package dev.earshot.gateway.config;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.socket.DrainTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a [GatewayConfig] of the environment, and of a file with the same names where one is given;
/// the environment wins.
public final class ConfigReader {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern COLON = Pattern.compile(":");
  private static final String PREFIX = "EARSHOT_";
  /// Read by the log's own configuration, and judged here.
  private static final String LOG_FORMAT = "EARSHOT_LOG_FORMAT";
  private static final Set<String> OTHERS = Set.of("EARSHOT_PORT", "EARSHOT_HOST",
      "EARSHOT_OPS_PORT", "EARSHOT_DATA", "EARSHOT_STORE", "EARSHOT_SIGNALS",
      "EARSHOT_KEYS", "EARSHOT_TICK", "EARSHOT_CREDIT_TTL", "EARSHOT_ZERO_REFRESH",
      "EARSHOT_THRESHOLD", "EARSHOT_DRAIN_NOTICE", "EARSHOT_DRAIN_WINDOW", "EARSHOT_DRAIN_WITHIN",
      "EARSHOT_ACCOUNT_STREAMS", "EARSHOT_PLANS", "EARSHOT_PACE",
      "EARSHOT_REDIS_URL", "EARSHOT_CACHE_MB", "EARSHOT_TOKEN_KEY", "EARSHOT_OIDC",
      "EARSHOT_FIREBASE_PROJECT",
      "EARSHOT_ACCOUNT_HANDSHAKES", "EARSHOT_ORIGINS", TlsReader.CERTIFICATE, TlsReader.KEY,
      TlsReader.PORT, LOG_FORMAT);
  private static final Set<String> KNOWN = Stream
      .of(OTHERS, EnginesReader.NAMES, StripeReader.NAMES, HooksReader.NAMES,
          TranslatorReader.NAMES)
      .flatMap(Set::stream)
      .collect(Collectors.toUnmodifiableSet());
  /// Read by the launcher, the tests and the log's own configuration.
  private static final Set<String> LAUNCHER = Set.of("EARSHOT_JAVA_OPTS",
      "EARSHOT_REQUIRE_FIRESTORE", "EARSHOT_REQUIRE_REDIS", "EARSHOT_REQUIRE_BROWSER",
      "EARSHOT_REQUIRE_NODE", "EARSHOT_NO_INSTALL", "EARSHOT_LOG");

  private ConfigReader() {}

  /// Reads the environment of this process.
  ///
  /// @param file with lines `NAME=value`, or null
  /// @throws ConfigException with everything that is wrong
  public static GatewayConfig read(@Nullable Path file) {
    return read(System.getenv(), file);
  }

  /// Reads these settings.
  ///
  /// @param file with lines `NAME=value`, or null
  /// @throws ConfigException with everything that is wrong
  public static GatewayConfig read(Map<String, String> environment, @Nullable Path file) {
    var settings = new HashMap<>(file == null ? Map.of() : load(file));
    var named = new TreeSet<>(settings.keySet()); // a file is ours alone, the environment is not
    environment.keySet().stream().filter(name -> name.startsWith(PREFIX)).forEach(named::add);
    settings.putAll(environment);
    var values = new Values(settings);
    refuseUnknown(named, values);
    values.get(LOG_FORMAT, "text", "text or json", text -> {
      if (!Set.of("text", "json").contains(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    });
    var engines = EnginesReader.read(values);
    var credits = credits(values, engines);
    var config = new GatewayConfig(listen(values),
        values.get("EARSHOT_DATA", GatewayConfig.DEFAULT_DATA, "a path", Path::of),
        BackingReader.read(values), engines, keys(values), credits,
        streams(values), DoorsReader.read(values),
        HooksReader.read(values),
        TranslatorReader.read(values), StripeReader.read(values, credits.plans()));
    if (!values.problems().isEmpty()) {
      throw new ConfigException(values.problems());
    }
    return config;
  }

  private static Streams streams(Values values) {
    return new Streams(
        (int) values.number("EARSHOT_ACCOUNT_STREAMS", Streams.DEFAULT.perAccount(),
            "1..100000", text -> (double) Integer.parseInt(text), 1, 100_000),
        values.number("EARSHOT_PACE", Streams.DEFAULT.pace(), "times real time, 1..1000",
            Double::parseDouble, 1, 1_000),
        drain(values));
  }

  private static DrainTimes drain(Values values) {
    var usual = DrainTimes.USUAL;
    var most = Duration.ofMinutes(10);
    var notice = values.duration("EARSHOT_DRAIN_NOTICE", usual.notice(), Duration.ZERO, most);
    var window = values.duration("EARSHOT_DRAIN_WINDOW", usual.window(), Duration.ZERO, most);
    var enough = window.plusSeconds(10);
    var within = values.duration("EARSHOT_DRAIN_WITHIN",
        enough.compareTo(usual.within()) > 0 ? enough : usual.within(), window.plusSeconds(1),
        Duration.ofHours(1));
    return new DrainTimes(notice, window, within);
  }

  private static Listen listen(Values values) {
    return new Listen(values.get("EARSHOT_HOST", Listen.DEFAULT.host(), "a host", text -> text),
        values.port("EARSHOT_PORT", Listen.DEFAULT.port()),
        values.port("EARSHOT_OPS_PORT", Listen.DEFAULT.opsPort()),
        TlsReader.read(values, InstantSource.system()));
  }

  /// Use is settled every five ticks, and the ledger is asked after four lives of an answer at the latest:
  /// five minutes and an hour, as long as nobody shortens them.
  private static Credits credits(Values values, Engines engines) {
    var times = CreditTimes.DEFAULT;
    var second = Duration.ofSeconds(1);
    var hour = Duration.ofHours(1);
    var tick = values.duration("EARSHOT_TICK", Credits.DEFAULT.tick(), second, hour);
    var life = values.duration("EARSHOT_CREDIT_TTL", times.life(), second, hour);
    var threshold = values.duration("EARSHOT_THRESHOLD", Policy.USUAL.threshold(), Duration.ZERO,
        Duration.ofHours(24));
    return new Credits(tick,
        new CreditTimes(life,
            values.duration("EARSHOT_ZERO_REFRESH", times.zeroRefresh(), second, hour),
            life.multipliedBy(4), tick.multipliedBy(5)),
        plans(values, threshold, engines.names()));
  }

  private static Plans plans(Values values, Duration threshold, List<String> engines) {
    var usual = PlansReader.usual(threshold);
    return values.get("EARSHOT_PLANS", usual, "a readable file with plans as JSON, see "
        + "docs/operations.md", file -> PlansReader.read(Path.of(file), threshold, engines));
  }

  private static List<FirstKey> keys(Values values) {
    return values.get("EARSHOT_KEYS", List.of(),
        "account:key[:minutes], comma separated; the value is not shown", text -> {
          var keys = new ArrayList<FirstKey>();
          for (var entry : COMMA.split(text, -1)) {
            keys.add(key(COLON.split(entry.strip(), -1)));
          }
          return keys;
        });
  }

  private static FirstKey key(String[] parts) {
    if (parts.length < 2 || parts.length > 3 || parts[1].isBlank()) {
      throw new IllegalArgumentException("parts");
    }
    var grant = parts.length == 2
        ? MonthlyGrant.unlimited()
        : MonthlyGrant.of(Duration.ofMinutes(Integer.parseInt(parts[2])));
    return new FirstKey(new AccountId(parts[0]), parts[1], grant);
  }

  private static void refuseUnknown(Set<String> names, Values values) {
    for (var name : names) {
      if (!KNOWN.contains(name) && !LAUNCHER.contains(name)) {
        values.problem(name, "unknown", nearest(name));
      }
    }
  }

  private static String nearest(String name) {
    return KNOWN.stream()
        .filter(known -> distance(known, name) <= 3)
        .min(Comparator.<String>comparingInt(known -> distance(known, name))
            .thenComparingInt(known -> Math.abs(known.length() - name.length()))
            .thenComparing(Comparator.naturalOrder()))
        .map(known -> "did you mean " + known + "?")
        .orElse("one of " + new TreeSet<>(KNOWN));
  }

  /// How many letters are put in, left out or changed between two names.
  private static int distance(String one, String other) {
    var row = Stream.iterate(0, i -> i + 1).limit(other.length() + 1L).mapToInt(i -> i).toArray();
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0]++;
      for (var j = 1; j <= other.length(); j++) {
        var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  private static Map<String, String> load(Path file) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(List.of("--config: " + file + " (expected: a readable file with "
          + "lines NAME=value): " + e.getMessage()));
    }
    var settings = new HashMap<String, String>();
    properties.stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
