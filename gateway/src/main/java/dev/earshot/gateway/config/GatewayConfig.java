package dev.earshot.gateway.config;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Everything that can be set, with its defaults beside it. The names are in [ConfigReader].
///
/// @param accountStreams how many streams an account may have at once on this instance
public record GatewayConfig(Listen listen, Path data, List<Engine> engines, List<FirstKey> keys,
    Credits credits, int accountStreams) {
  public static final int DEFAULT_ACCOUNT_STREAMS = 100;

  public GatewayConfig {
    engines = List.copyOf(engines);
    keys = List.copyOf(keys);
  }

  /// Where to listen; port 0 takes any free one.
  public record Listen(String host, int port, int opsPort) {
    public static final Listen DEFAULT = new Listen("127.0.0.1", 8080, 9090);
  }

  /// A recogniser that may be used.
  public enum Engine {
    /// The embedded PocketSphinx.
    SPHINX,
    /// The deterministic one, for tests and load runs.
    SCRIPTED
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

  public GatewayConfig withListen(Listen other) {
    return new GatewayConfig(other, data, engines, keys, credits, accountStreams);
  }

  public GatewayConfig withKeys(List<FirstKey> other) {
    return new GatewayConfig(listen, data, engines, other, credits, accountStreams);
  }

  public GatewayConfig withCredits(Credits other) {
    return new GatewayConfig(listen, data, engines, keys, other, accountStreams);
  }
}
