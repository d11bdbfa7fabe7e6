package dev.earshot.load.versus;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gateway as it is run in earnest: prepaid credit, usage in SQLite each second, counters and signals in
/// Redis where there is one, and the recogniser behind it.
///
/// @param redis null where `redis-server` is not installed
record EarshotRelay(GatewayProcess gateway, @Nullable Leash redis) implements Relay {
  static final String NAME = "earshot";
  /// The recogniser is well: a machine that stands still for seconds is not to be taken for its fault.
  private static final String PATIENCE = "60s";
  private static final String REDIS = "redis-server";

  /// @param classPath of the gateway
  /// @param flags of its JVM
  /// @param settings beside those that make it a relay
  record Build(String classPath, List<String> flags, Map<String, String> settings) {
    /// A tick for each stream in every round, though a minute is usual: this costs more than it would.
    private static final Map<String, String> SETTINGS = Map.of("EARSHOT_TICK", "5s");

    /// The one that came with this program, or that of another folder.
    ///
    /// @param home a checkout in which the gateway was built; null for this one
    static Build of(@Nullable Path home) {
      var options = System.getenv().getOrDefault("EARSHOT_JAVA_OPTS", "").strip();
      var flags = options.isEmpty() ? List.<String>of() : List.of(options.split("\\s+"));
      if (home == null) {
        return new Build(System.getProperty("java.class.path"), flags, SETTINGS);
      }
      var target = home.resolve("gateway/target");
      if (!Files.exists(target.resolve("gateway.jar"))) {
        throw new IllegalArgumentException(
            "--gateway: " + home + " (expected: a checkout with gateway/target/gateway.jar)");
      }
      return new Build(target.resolve("gateway.jar") + ":" + target.resolve("lib") + "/*", flags,
          SETTINGS);
    }

    Build with(List<String> moreFlags, Map<String, String> moreSettings) {
      var allFlags = new ArrayList<>(flags);
      allFlags.addAll(moreFlags);
      var allSettings = new HashMap<>(settings);
      allSettings.putAll(moreSettings);
      return new Build(classPath, allFlags, allSettings);
    }
  }

  /// Starts one.
  ///
  /// @param folder of its own
  static EarshotRelay start(Build build, Cores cores, Path folder, URI upstream)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var settings = new HashMap<>(Map.of("EARSHOT_ENGINES", "deepgram", "EARSHOT_DEEPGRAM_URL",
        upstream.toString(), "EARSHOT_DEEPGRAM_KEY", "versus", "EARSHOT_ACCOUNT_STREAMS", "100000",
        "EARSHOT_ACCOUNT_HANDSHAKES", "1000000", "EARSHOT_STALL", PATIENCE, "EARSHOT_MUTE",
        PATIENCE, "EARSHOT_KEYS",
        GatewayProcess.ACCOUNT + ":" + GatewayProcess.KEY + ":1000000"));
    settings.putAll(build.settings());
    var redis = redis(folder, settings);
    var before = new ArrayList<>(Leash.before());
    before.addAll(cores.relay());
    try {
      return new EarshotRelay(GatewayProcess.start(folder.resolve("data"), settings,
          new Running(before, build.flags(), Redirect.to(folder.resolve("log").toFile()),
              build.classPath())),
          redis);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (redis != null) {
        redis.close();
      }
      throw e;
    }
  }

  private static @Nullable Leash redis(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    var program = Programs.find(REDIS);
    if (program.isEmpty()) {
      return null;
    }
    var port = RedisServer.freePort();
    settings.put("EARSHOT_SIGNALS", "redis");
    settings.put("EARSHOT_REDIS_URL", "redis://127.0.0.1:" + port);
    return Leash.start(List.of(),
        List.of(program.get().toString(), "--port", String.valueOf(port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", folder.toString()),
        folder.resolve("redis.log")).awaitPort(port);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "Earshot on Java " + Runtime.version().feature()
        + ", prepaid account, SQLite, " + (redis == null ? "no Redis" : "Redis")
        + ", a usage tick each 5 s";
  }

  @Override
  public URI uri() {
    return URI.create("ws://" + gateway.streams().getAuthority());
  }

  @Override
  public ProcessHandle handle() {
    return ProcessHandle.of(gateway.pid())
        .orElseThrow(() -> new IllegalStateException("gateway: gone (expected: it runs)"));
  }

  @Override
  public void tidy() {
    try {
      var _ = gateway.collectGarbage(); // where it was not, the look says more
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String aside() {
    return redis == null
        ? ""
        : String.format(Locale.ROOT,
            "Redis took %.2f s of processor time beside %.2f s of the gateway, from its start on; it"
                + " is not in the gateway's figures",
            ProcessAccount.cpuSeconds(redis.handle()), ProcessAccount.cpuSeconds(handle()));
  }

  @Override
  public void close() {
    gateway.close();
    if (redis != null) {
      redis.close();
    }
  }
}
