package dev.earshot.gateway.config;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Issuer;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.socket.DrainTimes;
import dev.earshot.gateway.socket.Pace;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything that can be set, with its defaults beside it. The names are in [ConfigReader].
///
/// @param stripe null where nothing is heard of it
/// @param translator null where nobody translates
public record GatewayConfig(Listen listen, Path data, Backing backing, Engines engines,
    List<FirstKey> keys, Credits credits, Streams streams, Doors doors, HookSettings hooks,
    @Nullable Translator translator, @Nullable StripeSettings stripe) {

  public GatewayConfig {
    keys = List.copyOf(keys);
  }

  /// Nobody is told what is said, nobody translates it.
  public GatewayConfig(Listen listen, Path data, Backing backing, Engines engines,
      List<FirstKey> keys, Credits credits, Streams streams, Doors doors) {
    this(listen, data, backing, engines, keys, credits, streams, doors, HookSettings.OFF, null,
        null);
  }

  /// With the usual doors, and recognisers that need no settings.
  public GatewayConfig(Listen listen, Path data, Backing backing, List<Engine> engines,
      List<FirstKey> keys, Credits credits, Streams streams) {
    this(listen, data, backing, Engines.embedded(engines), keys, credits, streams, Doors.DEFAULT);
  }

  /// Where to listen; port 0 takes any free one.
  ///
  /// @param tls null where there is no certificate
  public record Listen(String host, int port, int opsPort, @Nullable Tls tls) {
    public static final Listen DEFAULT = new Listen("127.0.0.1", 8080, 9090);

    /// Without TLS.
    public Listen(String host, int port, int opsPort) {
      this(host, port, opsPort, null);
    }
  }

  /// Where to listen with TLS, beside the port in clear.
  ///
  /// @param look between two looks whether the files have changed
  public record Tls(int port, CertificateFiles files, Duration look) {
    public static final int DEFAULT_PORT = 8443;
    public static final Duration LOOK = Duration.ofSeconds(10);
  }

  /// What stands behind all instances together; null where this instance is alone and keeps it itself.
  ///
  /// @param cacheMb what this process may keep of it in copies, in MiB
  public record Backing(@Nullable Firestore firestore, @Nullable Redis redis, int cacheMb) {
    /// The seed system's bound.
    public static final int CACHE_MB = 100;
    /// This instance is alone.
    public static final Backing EMBEDDED = new Backing(null, null);

    /// With the usual caches.
    public Backing(@Nullable Firestore firestore, @Nullable Redis redis) {
      this(firestore, redis, CACHE_MB);
    }

    public long cacheBytes() {
      return (long) cacheMb << 20;
    }
  }

  /// Where accounts and the ledger are.
  ///
  /// @param emulator `host:port` in place of the service; null for the service
  public record Firestore(String project, @Nullable String emulator) {}

  /// Where counters and signals are.
  ///
  /// @param url with the password, where there is one
  public record Redis(String url) {
    @Override
    public String toString() {
      return "Redis[...]"; // the password belongs into no log
    }
  }

  /// What each stream and account may do.
  ///
  /// @param perAccount streams at once on this instance
  /// @param pace at which sound may come, in times as fast as it is spoken
  /// @param drain how long it takes to send them elsewhere
  public record Streams(int perAccount, double pace, DrainTimes drain) {
    public static final Streams DEFAULT = new Streams(100, Pace.USUAL.most());

    /// Sent elsewhere in the usual time.
    public Streams(int perAccount, double pace) {
      this(perAccount, pace, DrainTimes.USUAL);
    }
  }

  /// Who is let in beside the keys in the store, how often, and from which pages.
  ///
  /// @param tokenKey of our own tokens, in base64; null for one that is drawn and kept in the data folder
  /// @param issuers whose tokens are good here
  /// @param handshakes of an account on this instance, a minute
  public record Doors(@Nullable String tokenKey, List<Issuer> issuers, int handshakes,
      Origins origins) {
    public static final Doors DEFAULT = new Doors(null, List.of(), 600, Origins.ALL);

    public Doors {
      issuers = List.copyOf(issuers);
    }

    @Override
    public String toString() {
      return "Doors[" + issuers + ", " + handshakes + ", " + origins + "]"; // without the key
    }
  }

  /// A server that speaks LibreTranslate's wire.
  ///
  /// @param url without `/translate`
  /// @param key that it wants; null where it wants none
  public record Translator(String url, @Nullable Secret key) {}

  /// A recogniser that may be used.
  public enum Engine {
    /// The embedded PocketSphinx.
    SPHINX,
    /// The deterministic one, for tests and load runs.
    SCRIPTED,
    /// The same, which says beside each word when it had the sound: for `./earshot bench dialects`.
    CLOCK,
    /// Deepgram's cloud, or whatever speaks its wire.
    DEEPGRAM,
    /// OpenAI's realtime API, or whatever speaks its wire.
    OPENAI,
    /// A vosk-server.
    VOSK,
    /// Vosk in this process, with a model of the user's.
    VOSK_LOCAL;

    /// As the configuration names it.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The one of this name.
    ///
    /// @throws IllegalArgumentException where there is none
    static Engine of(String wireName) {
      return Arrays.stream(values())
          .filter(engine -> engine.wireName().equals(wireName))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(wireName));
    }
  }

  /// A key for first use and tests.
  ///
  /// @param key in clear, as the client shows it
  public record FirstKey(AccountId account, String key, MonthlyGrant grant) {
    @Override
    public String toString() {
      return "FirstKey[" + account + "]"; // the key belongs into no log
    }
  }

  /// When credit is looked at, and what plans there are.
  ///
  /// @param tick between two looks of a stream
  public record Credits(Duration tick, CreditTimes times, Plans plans) {
    public static final Credits DEFAULT = new Credits(Duration.ofSeconds(60), CreditTimes.DEFAULT,
        Plans.none());

    public Credits withTick(Duration other) {
      return new Credits(other, times, plans);
    }
  }

  /// Keeps the SQLite file, the key that was created at first use, unpacked models.
  public static final Path DEFAULT_DATA = Path.of("data");

  /// Where the embedded recogniser's model is unpacked, or lies so.
  public Path models() {
    var models = engines.models();
    return models == null ? data.resolve("models") : models;
  }

  public GatewayConfig withListen(Listen other) {
    return new GatewayConfig(other, data, backing, engines, keys, credits, streams, doors, hooks,
        translator, stripe);
  }

  public GatewayConfig withKeys(List<FirstKey> other) {
    return new GatewayConfig(listen, data, backing, engines, other, credits, streams, doors, hooks,
        translator, stripe);
  }

  public GatewayConfig withEngines(Engines other) {
    return new GatewayConfig(listen, data, backing, other, keys, credits, streams, doors, hooks,
        translator, stripe);
  }

  public GatewayConfig withCredits(Credits other) {
    return new GatewayConfig(listen, data, backing, engines, keys, other, streams, doors, hooks,
        translator, stripe);
  }

  public GatewayConfig withDoors(Doors other) {
    return new GatewayConfig(listen, data, backing, engines, keys, credits, streams, other, hooks,
        translator, stripe);
  }

  public GatewayConfig withStreams(Streams other) {
    return new GatewayConfig(listen, data, backing, engines, keys, credits, other, doors, hooks,
        translator, stripe);
  }

  public GatewayConfig withHooks(HookSettings other) {
    return new GatewayConfig(listen, data, backing, engines, keys, credits, streams, doors, other,
        translator, stripe);
  }

  public GatewayConfig withTranslator(Translator other) {
    return new GatewayConfig(listen, data, backing, engines, keys, credits, streams, doors, hooks,
        other, stripe);
  }

  public GatewayConfig withStripe(StripeSettings other) {
    return new GatewayConfig(listen, data, backing, engines, keys, credits, streams, doors, hooks,
        translator, other);
  }
}
