package dev.earshot.gateway.wire;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Reading;
import dev.earshot.gateway.House;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.auth.Issuer;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.config.Engines;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.Doors;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.config.GatewayConfig.Tls;
import dev.earshot.gateway.config.GatewayConfig.Translator;
import dev.earshot.gateway.config.HookSettings;
import dev.earshot.gateway.config.StripeSettings;
import dev.earshot.gateway.socket.DrainTimes;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// The product with the scripted recogniser, on free ports and a folder of its own.
public final class TestHouse implements AutoCloseable {
  public static final String KEY = "key-" + CleanLog.SECRET;
  public static final AccountId ACCOUNT = new AccountId("ann");
  public static final String LISTEN = "/v4/listen?codec=pcm16&sample_rate=16000";
  public static final int RATE = 16_000;

  /// What a test says in an hour of audio it says at once.
  public static final double ANY_PACE = 1_000;
  /// A test may knock more often than anybody else.
  private static final Doors WIDE = new Doors(null, List.of(), 100_000, Origins.ALL);

  /// A machine that runs other things too would turn a test away.
  public static final Admission.Limits ROOMY = new Admission.Limits(Duration.ofMinutes(1),
      Duration.ofMinutes(1), 101, Duration.ofSeconds(5));

  private final House house;
  private final Path data;

  private TestHouse(House house, Path data) {
    this.house = house;
    this.data = data;
  }

  public static TestHouse open(Path data, SocketLimits limits) {
    return open(data, limits, MonthlyGrant.unlimited());
  }

  public static TestHouse open(Path data, SocketLimits limits, MonthlyGrant grant) {
    return open(data, limits, List.of(new FirstKey(ACCOUNT, KEY, grant)),
        Streams.DEFAULT.perAccount());
  }

  /// With these keys, each of whose accounts may have so many streams at once.
  public static TestHouse open(Path data, SocketLimits limits, List<FirstKey> keys,
      int accountStreams) {
    return open(data, limits, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED), keys, Credits.DEFAULT,
        new Streams(accountStreams, ANY_PACE)));
  }

  /// With this recogniser.
  public static TestHouse open(Path data, Engine engine) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(engine),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)));
  }

  /// With these plans.
  public static TestHouse open(Path data, Plans plans) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())),
        new Credits(Credits.DEFAULT.tick(), Credits.DEFAULT.times(), plans),
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)));
  }

  /// Whose streams are told to these apps.
  public static TestHouse open(Path data, HookSettings hooks) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)).withHooks(hooks));
  }

  /// Whose streams may ask for translations.
  public static TestHouse open(Path data, Translator translator) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)).withTranslator(translator));
  }

  /// That sends its streams elsewhere in these times.
  public static TestHouse open(Path data, DrainTimes drain) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE, drain)));
  }

  /// Where only browsers of these pages may open streams.
  public static TestHouse open(Path data, Origins origins) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)),
        new Doors(null, List.of(), WIDE.handshakes(), origins));
  }

  /// With these recognisers.
  public static TestHouse open(Path data, Engines engines) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)).withEngines(engines));
  }

  /// With this certificate, whose files it looks at this often.
  public static TestHouse open(Path data, CertificateFiles certificate, Duration look) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(
        new Listen("127.0.0.1", 0, 0, new Tls(0, certificate, look)), data, Backing.EMBEDDED,
        List.of(Engine.SCRIPTED), List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())),
        Credits.DEFAULT, new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)));
  }

  /// That hears Stripe, with these limits.
  public static TestHouse open(Path data, SocketLimits limits, StripeSettings stripe) {
    return open(data, limits, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited())), Credits.DEFAULT,
        Streams.DEFAULT).withStripe(stripe));
  }

  /// That hears Stripe, over these stores, with an account whose first grant is nothing.
  public static TestHouse open(Path data, Backing backing, Plans plans, StripeSettings stripe) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        backing, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.of(Duration.ZERO))),
        new Credits(Credits.DEFAULT.tick(), Credits.DEFAULT.times(), plans),
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)).withStripe(stripe));
  }

  /// With this issuer, whose tokens are good here and one of whose subjects has credit without limit.
  public static TestHouse open(Path data, Issuer issuer, FirstKey subject) {
    return open(data, SocketLimits.DEFAULT, new GatewayConfig(new Listen("127.0.0.1", 0, 0), data,
        Backing.EMBEDDED, List.of(Engine.SCRIPTED),
        List.of(new FirstKey(ACCOUNT, KEY, MonthlyGrant.unlimited()), subject), Credits.DEFAULT,
        new Streams(Streams.DEFAULT.perAccount(), ANY_PACE)),
        new Doors(null, List.of(issuer), WIDE.handshakes(), Origins.ALL));
  }

  private static TestHouse open(Path data, SocketLimits limits, GatewayConfig config) {
    return open(data, limits, config, WIDE);
  }

  private static TestHouse open(Path data, SocketLimits limits, GatewayConfig config,
      Doors doors) {
    try {
      return new TestHouse(House.open(config.withDoors(doors), limits, ROOMY), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public House house() {
    return house;
  }

  public int port() {
    return house.port();
  }

  public double total(String meter) {
    return house.meters().total(meter);
  }

  /// A stream that has not yet been told anything.
  public WireClient stream() {
    return WireClient.connect(port()).upgrade(LISTEN, KEY);
  }

  /// A stream at this path and query that has not yet been told anything.
  public WireClient stream(String target) {
    return WireClient.connect(port()).upgrade(target, KEY);
  }

  public int openStreams() {
    return house.meters().openStreams();
  }

  /// Waits until every stream is over and settled.
  public void awaitNoStreams() {
    Until.holds(() -> openStreams() == 0);
  }

  /// What the account was charged for this month, read from the file.
  public long usedMs() {
    return usedMs(data);
  }

  public static long usedMs(Path data) {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
        var statement = file.createStatement();
        var rows = statement.executeQuery("SELECT total(used_ms) FROM usage_months")) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the journal remembers of all streams.
  public static long journaledMs(Path data) {
    try (var store = SqliteStore.open(data.resolve("earshot.db"), Plans.none(),
        InstantSource.system())) {
      return Objects.requireNonNull(store.usageJournal().unsettled().block())
          .stream()
          .mapToLong(Reading::usedMs)
          .sum();
    }
  }

  @Override
  public void close() {
    house.close();
  }
}
