package dev.earshot.gateway.config;

import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.EngineSettings.OpenAi;
import dev.earshot.gateway.config.EngineSettings.OpenAi.Variant;
import dev.earshot.gateway.config.EngineSettings.Vosk;
import dev.earshot.gateway.config.EngineSettings.VoskLocal;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads which recognisers there are, where they are, and how a stream goes from one to the next. What is
/// said of a recogniser that is not named is checked all the same.
final class EnginesReader {
  static final String LIST = "EARSHOT_ENGINES";
  static final String DEEPGRAM_KEY = "EARSHOT_DEEPGRAM_KEY";
  static final String OPENAI_KEY = "EARSHOT_OPENAI_KEY";
  private static final String DEEPGRAM_URL = "EARSHOT_DEEPGRAM_URL";
  private static final String DEEPGRAM_MODEL = "EARSHOT_DEEPGRAM_MODEL";
  private static final String DEEPGRAM_OPUS = "EARSHOT_DEEPGRAM_OPUS";
  private static final String OPENAI_URL = "EARSHOT_OPENAI_URL";
  private static final String OPENAI_MODEL = "EARSHOT_OPENAI_MODEL";
  private static final String OPENAI_VARIANT = "EARSHOT_OPENAI_VARIANT";
  private static final String VOSK_URL = "EARSHOT_VOSK_URL";
  private static final String VOSK_MODEL = "EARSHOT_VOSK_MODEL";
  private static final String PRICES = "EARSHOT_ENGINE_PRICES";
  private static final String SILERO = "EARSHOT_SILERO";
  private static final String MODELS = "EARSHOT_MODELS";
  static final Set<String> NAMES = Set.of(LIST, DEEPGRAM_URL, DEEPGRAM_KEY, DEEPGRAM_MODEL,
      DEEPGRAM_OPUS, OPENAI_URL, OPENAI_KEY, OPENAI_MODEL, OPENAI_VARIANT, VOSK_URL, VOSK_MODEL,
      "EARSHOT_REPLAY", "EARSHOT_MUTE", "EARSHOT_STALL", "EARSHOT_GATE", "EARSHOT_PREWARM", PRICES,
      SILERO,
      MODELS);

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern COLON = Pattern.compile(":");
  private static final double DEAREST = 1_000;
  /// What may stand in a header and in a query.
  private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");
  private static final Pattern MODEL = Pattern.compile("[\\w./:-]{1,128}");
  private static final int MOST_TARGETS = 16;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private EnginesReader() {}

  static Engines read(Values values) {
    var named = values.get(LIST, List.of(Engine.SPHINX), Arrays.stream(Engine.values())
        .map(Engine::wireName)
        .collect(Collectors.joining(", "))
        + "; best first, comma separated, each at most once", EnginesReader::list);
    var deepgram = deepgram(values, named.contains(Engine.DEEPGRAM));
    var openAi = openAi(values, named.contains(Engine.OPENAI));
    var vosk = new Vosk(targets(values, VOSK_URL, "ws://127.0.0.1:2700"));
    var voskLocal = new VoskLocal(model(values, named.contains(Engine.VOSK_LOCAL)));
    return new Engines(named.stream().<EngineSettings>map(engine -> switch (engine) {
      case SPHINX, SCRIPTED, CLOCK -> new Embedded(engine);
      case DEEPGRAM -> deepgram;
      case OPENAI -> openAi;
      case VOSK -> vosk;
      case VOSK_LOCAL -> voskLocal;
    }).toList(), relaying(values),
        values.<@Nullable Path>get(MODELS, null, "a path", Path::of), prices(values));
  }

  private static List<Engine> list(String text) {
    var engines = new ArrayList<Engine>();
    for (var name : COMMA.split(text, -1)) {
      var engine = Engine.of(name.strip().toLowerCase(Locale.ROOT));
      if (engines.contains(engine)) {
        throw new IllegalArgumentException(name);
      }
      engines.add(engine);
    }
    return engines;
  }

  private static Map<String, Double> prices(Values values) {
    return values.get(PRICES, Map.of(), "engine:price of an hour, 0..1000, comma separated, each "
        + "engine at most once", text -> {
          var prices = new HashMap<String, Double>();
          for (var entry : COMMA.split(text, -1)) {
            var parts = COLON.split(entry.strip(), -1);
            var price = parts.length == 2 ? Double.parseDouble(parts[1]) : -1;
            if (!(price >= 0 && price <= DEAREST)
                || prices.put(Engine.of(parts[0]).wireName(), price) != null) {
              throw new IllegalArgumentException(entry);
            }
          }
          return prices;
        });
  }

  private static Deepgram deepgram(Values values, boolean named) {
    var targets = targets(values, DEEPGRAM_URL, "wss://api.deepgram.com");
    return new Deepgram(targets, key(values, DEEPGRAM_KEY, named, targets, "deepgram.com"),
        text(values, DEEPGRAM_MODEL, "nova-3"),
        values.get(DEEPGRAM_OPUS, true, "off or on", EnginesReader::isOn));
  }

  private static OpenAi openAi(Values values, boolean named) {
    var targets = targets(values, OPENAI_URL, "wss://api.openai.com");
    var variant = values.get(OPENAI_VARIANT, Variant.OPENAI, "openai, vllm or speaches",
        text -> Variant.valueOf(text.toUpperCase(Locale.ROOT)));
    return new OpenAi(targets, key(values, OPENAI_KEY, named, targets, "openai.com"),
        text(values, OPENAI_MODEL, "gpt-4o-transcribe"), variant);
  }

  private static Relaying relaying(Values values) {
    var usual = Relaying.DEFAULT;
    return new Relaying(
        values.duration("EARSHOT_REPLAY", usual.replay(), SECOND, Duration.ofSeconds(30)),
        values.duration("EARSHOT_MUTE", usual.mute(), SECOND, MINUTE),
        values.duration("EARSHOT_STALL", usual.stall(), SECOND, MINUTE),
        values.get("EARSHOT_GATE", usual.gate(), "off or on", EnginesReader::isOn),
        (int) values.number("EARSHOT_PREWARM", usual.prewarm(), "0..64",
            text -> (double) Integer.parseInt(text), 0, 64),
        values.has(SILERO) ? silero(values) : null);
  }

  private static Path silero(Values values) {
    return values.get(SILERO, Path.of("."), "a readable file, silero_vad.onnx", text -> {
      var file = Path.of(text);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new IllegalArgumentException(text);
      }
      return file;
    });
  }

  private static boolean isOn(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static List<URI> targets(Values values, String name, String usual) {
    return values.get(name, List.of(URI.create(usual)),
        "ws:// or wss:// addresses without user, query and fragment, comma separated, at most "
            + MOST_TARGETS,
        text -> {
          var targets = Arrays.stream(COMMA.split(text, -1))
              .map(one -> target(one.strip()))
              .distinct()
              .toList();
          if (targets.size() > MOST_TARGETS) {
            throw new IllegalArgumentException(text);
          }
          return targets;
        });
  }

  private static URI target(String text) {
    var uri = URI.create(text);
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!Set.of("ws", "wss").contains(scheme) || uri.getHost() == null
        || uri.getRawUserInfo() != null || uri.getRawQuery() != null
        || uri.getRawFragment() != null || uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new IllegalArgumentException(text);
    }
    return uri;
  }

  /// @param cloud whose own servers want a key
  private static @Nullable Secret key(Values values, String name, boolean named,
      List<URI> targets, String cloud) {
    if (named && !values.has(name) && targets.stream().anyMatch(uri -> isOf(cloud, uri))) {
      values.missing(name, "the key of the account at " + cloud + ", since " + LIST + " names it");
    }
    return values.<@Nullable Secret>get(name, null,
        "1..512 letters without spaces; the value is not shown", text -> {
          if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException("key");
          }
          return new Secret(text);
        });
  }

  private static boolean isOf(String cloud, URI target) {
    var host = target.getHost().toLowerCase(Locale.ROOT);
    return host.equals(cloud) || host.endsWith("." + cloud);
  }

  private static String text(Values values, String name, String usual) {
    return values.get(name, usual, "the name of a model, 1..128 letters", text -> {
      if (!MODEL.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      return text;
    });
  }

  private static Path model(Values values, boolean named) {
    if (named && !values.has(VOSK_MODEL)) {
      values.missing(VOSK_MODEL, "the folder of an unpacked model, since " + LIST
          + " names vosk-local");
    }
    return values.get(VOSK_MODEL, Path.of("."), "the folder of an unpacked model", text -> {
      var folder = Path.of(text);
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException(text);
      }
      return folder;
    });
  }
}
