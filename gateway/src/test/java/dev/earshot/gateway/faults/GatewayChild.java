package dev.earshot.gateway.faults;

import dev.earshot.gateway.CrashingGateway;
import dev.earshot.gateway.CrashingGateway.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway in a process of its own, which can be killed and frozen.
final class GatewayChild implements AutoCloseable {
  private final Process process;
  private final BufferedReader says;
  private final int port;
  private final int opsPort;

  private GatewayChild(Process process, BufferedReader says, int port, int opsPort) {
    this.process = process;
    this.says = says;
    this.port = port;
    this.opsPort = opsPort;
  }

  /// Starts one and waits until it is ready.
  ///
  /// @param data its disk; what it logs is kept there
  static GatewayChild start(Path data, Map<String, String> settings, Point point) {
    try {
      Files.createDirectories(data);
      var words = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
          "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp",
          System.getProperty("java.class.path"), CrashingGateway.class.getName(), point.name());
      var builder = new ProcessBuilder(words)
          .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
      builder.environment().putAll(settings);
      builder.environment()
          .putAll(Map.of("EARSHOT_PORT", "0", "EARSHOT_OPS_PORT", "0", "EARSHOT_DATA",
              data.toString(), "EARSHOT_ENGINES", "scripted", "EARSHOT_LOG", "INFO"));
      var process = builder.start();
      var says = process.inputReader();
      var line = says.readLine();
      if (line == null || !line.startsWith("ports: ")) {
        process.destroyForcibly();
        throw new IllegalStateException("gateway: said " + line + " (expected: ports: ...)\n"
            + Files.readString(data.resolve("log")));
      }
      var ports = line.split(" ", -1);
      return new GatewayChild(process, says, Integer.parseInt(ports[1]),
          Integer.parseInt(ports[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Waits until it has died by itself.
  ///
  /// @return the milliseconds of sound of which its books spoke when it died
  long awaitDeath() {
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    return says.lines()
        .filter(line -> line.startsWith("died at: "))
        .mapToLong(line -> Long.parseLong(line.substring("died at: ".length())))
        .findFirst()
        .orElseThrow();
  }

  /// Stops its time.
  void freeze() {
    signal("STOP");
  }

  /// Lets its time go on.
  void thaw() {
    signal("CONT");
  }

  /// The sum of a meter over its labels, 0 where it is not there.
  ///
  /// @param start of the line, as `earshot_usage_faults_total{call="write the journal"`
  double meter(String start) {
    try (var http = HttpClient.newHttpClient()) {
      var page = http.send(HttpRequest.newBuilder(
          URI.create("http://127.0.0.1:" + opsPort + "/metrics")).build(), BodyHandlers.ofString());
      return page.body()
          .lines()
          .filter(line -> line.startsWith(start))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /// Lets it write no file beyond so many bytes from now on.
  void forbidFilesBeyond(long bytes) {
    run("prlimit", "--fsize=" + bytes, "--pid", Long.toString(process.pid()));
  }

  /// Lets it write files of any length again.
  void allowFiles() {
    run("prlimit", "--fsize=unlimited", "--pid", Long.toString(process.pid()));
  }

  private void signal(String name) {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  /// Runs a command of the system; throws where it fails.
  static void run(String... words) {
    try {
      var code = new ProcessBuilder(words).start().onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": exit " + code
            + " (expected: 0)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
