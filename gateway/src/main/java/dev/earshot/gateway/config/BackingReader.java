package dev.earshot.gateway.config;

import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Firestore;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.redis.RedisAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind the instances: Firestore or the embedded file, Redis or nothing.
final class BackingReader {
  private static final Pattern PROJECT = Pattern.compile("[a-z][-a-z0-9:.]{2,62}");
  private static final Pattern HOST_PORT = Pattern.compile("[^\\s/@]+:\\d{1,5}");

  private BackingReader() {}

  static Backing read(Values values) {
    var store = oneOf(values, "EARSHOT_STORE", "embedded", "firestore");
    var signals = oneOf(values, "EARSHOT_SIGNALS", "embedded", "redis");
    return new Backing(store.equals("firestore") ? firestore(values) : null,
        signals.equals("redis") ? redis(values) : null,
        (int) values.number("EARSHOT_CACHE_MB", Backing.CACHE_MB, "MiB, 1..100000",
            text -> (double) Integer.parseInt(text), 1, 100_000));
  }

  private static Firestore firestore(Values values) {
    var emulator = values.<@Nullable String>get("FIRESTORE_EMULATOR_HOST", null, "host:port",
        text -> matching(HOST_PORT, text));
    if (emulator == null && !values.has("GOOGLE_CLOUD_PROJECT")) {
      values.missing("GOOGLE_CLOUD_PROJECT",
          "the project of the database, since EARSHOT_STORE is firestore");
    }
    var project = values.get("GOOGLE_CLOUD_PROJECT", "earshot", "a project's id",
        text -> matching(PROJECT, text));
    return new Firestore(project, emulator);
  }

  private static Redis redis(Values values) {
    if (!values.has("EARSHOT_REDIS_URL")) {
      values.missing("EARSHOT_REDIS_URL",
          "redis://host:6379 or another form, since EARSHOT_SIGNALS is redis");
    }
    return new Redis(values.get("EARSHOT_REDIS_URL", "",
        "redis[s]://[user:password@]host[:port][/db],"
            + " redis[s]-sentinel://host[:port],...[/db]#master or redis[s]-cluster://host[:port],...",
        text -> {
          var _ = RedisAddress.parse(text);
          return text;
        }));
  }

  private static String oneOf(Values values, String name, String usual, String other) {
    return values.get(name, usual, usual + " or " + other, text -> {
      var small = text.toLowerCase(Locale.ROOT);
      if (!small.equals(usual) && !small.equals(other)) {
        throw new IllegalArgumentException(text);
      }
      return small;
    });
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
