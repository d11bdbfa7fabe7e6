package dev.earshot.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// A Redis on this machine that keeps nothing on disk: it can be stopped, started again empty on the same
/// port, and frozen. It ends with [#close], and with this JVM at the latest.
///
/// Where `redis-server` is not installed, whoever opens it is skipped visibly; with
/// `EARSHOT_REQUIRE_REDIS=1` that is a failure, so that a build cannot pass by having none.
public final class RedisServer implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(20);
  private static final Duration ASK_AGAIN = Duration.ofMillis(20);
  private static final String REMEDY = "redis-server: not found (expected: on the PATH, as with"
      + " `apt-get install redis-server`)";

  private final int port;
  private final List<String> options;
  private final Path folder;
  private final Thread hook = new Thread(this::kill, "stop-redis");
  private volatile @Nullable Process process;

  private RedisServer(int port, List<String> options) {
    this.port = port;
    this.options = options;
    try {
      this.folder = Files.createTempDirectory("redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one on a free port of the loopback; answers when it answers.
  ///
  /// @param options further words for its command line
  /// @throws TestAbortedException when this machine has none
  public static RedisServer open(String... options) {
    require(System.getenv());
    return started(new RedisServer(freePort(), List.of(options)));
  }

  /// Starts one that watches others; it writes what it learns into its file.
  static RedisServer openSentinel(String file) {
    require(System.getenv());
    var server = new RedisServer(freePort(), List.of("--sentinel"));
    try {
      Files.writeString(server.folder.resolve("sentinel.conf"), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return started(server);
  }

  /// Starts a node of a cluster to be.
  static RedisServer openNode() {
    return open("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf",
        "--cluster-node-timeout", "2000", "--cluster-port", Integer.toString(freePort()));
  }

  public int port() {
    return port;
  }

  /// `redis://127.0.0.1:port`.
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// A folder that is removed at the end.
  public Path folder() {
    return folder;
  }

  /// Starts it, empty, where it was stopped.
  public void start() {
    try {
      process = new ProcessBuilder(commandLine()).directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(new File(folder.toFile(), "log"))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Mono.fromCallable(() -> ask("PING"))
        .subscribeOn(Schedulers.boundedElastic())
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, ASK_AGAIN))
        .block(READY);
  }

  /// Kills it; what it knew is gone.
  public void stop() {
    kill();
  }

  /// Stops its time: connections stay and nothing is answered.
  public void freeze() {
    signal("STOP");
  }

  /// Lets its time go on.
  public void thaw() {
    signal("CONT");
  }

  /// Says one command over a connection of its own. A text is given as it is, the parts of a list with
  /// spaces between them, everything else as it is on the wire: `+OK`, `:7`, `-ERR ...`.
  public String ask(String... words) {
    try {
      return RedisTalk.ask(port, (int) READY.toMillis(), words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this JVM is going down already: the hook then finds nothing to kill
    }
    try (var files = Files.list(folder)) {
      files.forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.toFile().delete();
  }

  private static RedisServer started(RedisServer server) {
    Runtime.getRuntime().addShutdownHook(server.hook);
    server.start();
    return server;
  }

  private List<String> commandLine() {
    var words = new ArrayList<>(List.of("redis-server"));
    if (options.contains("--sentinel")) {
      words.add(folder.resolve("sentinel.conf").toString());
    } else {
      words.addAll(List.of("--save", "", "--appendonly", "no"));
    }
    words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir",
        folder.toString()));
    words.addAll(options);
    return words;
  }

  /// Where nodes of a cluster talk to each other.
  int busPort() {
    return Integer.parseInt(options.get(options.indexOf("--cluster-port") + 1));
  }

  private void kill() {
    var running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  private void signal(String name) {
    var running = process;
    if (running == null) {
      throw new IllegalStateException("redis: not running (expected: running)");
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void require(Map<String, String> environment) {
    var isThere = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
    if (!isThere && "1".equals(environment.get("EARSHOT_REQUIRE_REDIS"))) {
      throw new IllegalStateException(REMEDY);
    }
    if (!isThere) {
      throw new TestAbortedException(REMEDY);
    }
  }

  /// A port of the loopback that nobody uses now, and that the system gives nobody else.
  public static int freePort() {
    return FreePort.next();
  }
}
