package dev.earshot.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads settings one by one and collects everything that is wrong with them.
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  /// Their values are shown to nobody.
  private static final Set<String> SECRET = Set.of("EARSHOT_KEYS", "EARSHOT_REDIS_URL",
      "EARSHOT_TOKEN_KEY", EnginesReader.DEEPGRAM_KEY, EnginesReader.OPENAI_KEY,
      StripeReader.SECRETS, StripeReader.KEY, HooksReader.SECRET, TranslatorReader.KEY);
  /// In an address, before the host.
  private static final Pattern PASSWORD = Pattern.compile("(//[^/@,:]*):[^/@,]*@");

  private final Map<String, String> settings;
  private final List<String> problems = new ArrayList<>();

  Values(Map<String, String> settings) {
    this.settings = settings;
  }

  /// The value of a setting, or the default where it is not set or cannot be read.
  ///
  /// @param read throws [IllegalArgumentException] for a value that is none
  <T extends @Nullable Object> T get(String name, T otherwise, String expected,
      Function<String, T> read) {
    var text = settings.get(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return read.apply(text.strip());
    } catch (PlansReader.UnusableException e) {
      problem(name, text + ": " + e.getMessage(), expected);
      return otherwise;
    } catch (IllegalArgumentException e) {
      problem(name, text, expected);
      return otherwise;
    }
  }

  /// A number within bounds.
  double number(String name, double otherwise, String expected, ToDoubleFunction<String> read,
      double least, double most) {
    return get(name, otherwise, expected, text -> {
      var number = read.applyAsDouble(text);
      if (!(number >= least && number <= most)) {
        throw new IllegalArgumentException(text);
      }
      return number;
    });
  }

  /// Whether it is set to something.
  boolean has(String name) {
    return !settings.getOrDefault(name, "").isBlank();
  }

  int port(String name, int otherwise) {
    return get(name, otherwise, "a port, 0..65535", text -> {
      var port = Integer.parseInt(text);
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(text);
      }
      return port;
    });
  }

  Duration duration(String name, Duration otherwise, Duration least, Duration most) {
    var expected = "a duration such as 500ms, 60s, 15m or 1h, from " + text(least) + " to "
        + text(most);
    return get(name, otherwise, expected, text -> {
      var value = duration(text);
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(text);
      }
      return value;
    });
  }

  void problem(String name, String value, String expected) {
    var shown = SECRET.contains(name) ? "***" : PASSWORD.matcher(value).replaceAll("$1:***@");
    problems.add(name + ": " + shown + " (expected: " + expected + ")");
  }

  void missing(String name, String expected) {
    problems.add(name + ": missing (expected: " + expected + ")");
  }

  List<String> problems() {
    return problems;
  }

  private static Duration duration(String text) {
    var parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    var count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private static String text(Duration duration) {
    return duration.toMillis() < 1_000 ? duration.toMillis() + "ms" : duration.toSeconds() + "s";
  }
}
