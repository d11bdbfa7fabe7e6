package dev.earshot.load.faults;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.load.faults.Balancer.Ports;
import dev.earshot.load.versus.Leash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One gateway with its disk and its ports, which stay when its process goes and a new one comes.
final class Instance implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final List<String> FLAGS = List.of("-Xmx768m", "-XX:+UseSerialGC");
  /// Beyond this neither the journal nor the counter has had its second.
  private static final double LATE_S = 3;

  private final Ports ports;
  private final Path disk;
  private final Map<String, String> settings;
  private final HttpClient http;
  private @Nullable GatewayProcess process;

  /// @param disk its folder
  /// @param settings beside its ports
  Instance(Ports ports, Path disk, Map<String, String> settings, HttpClient http) {
    this.ports = ports;
    this.disk = disk;
    this.settings = new HashMap<>(settings);
    this.settings.put("EARSHOT_PORT", String.valueOf(ports.streams()));
    this.settings.put("EARSHOT_OPS_PORT", String.valueOf(ports.operations()));
    this.http = http;
  }

  Ports ports() {
    return ports;
  }

  /// Starts it, or a new one where one was before, and waits until it is ready.
  void start() throws IOException, InterruptedException {
    Files.createDirectories(disk);
    process = GatewayProcess.start(disk, settings, new Running(Leash.before(), FLAGS,
        Redirect.appendTo(disk.resolve("log").toFile())));
  }

  /// As `kill -9` does.
  void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  /// Sends SIGTERM, and waits until it has ended by itself.
  void terminate() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  /// Changes what the system allows the process, softly, so that it can be given back without root; nothing
  /// where there is none.
  ///
  /// @param limit as `prlimit` calls it
  /// @param value a number or `unlimited`
  void limit(String limit, String value) throws IOException, InterruptedException {
    if (process != null) {
      var words = List.of("prlimit", "--" + limit + "=" + value + ":", "--pid",
          String.valueOf(process.pid()));
      var code = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", words) + ": exit " + code + " (expected: 0)");
      }
    }
  }

  /// Lets it open as many files as the system allows at most.
  void allowFiles() throws IOException, InterruptedException {
    if (process != null) {
      limit("nofile", mostFiles(process.pid()));
    }
  }

  private static String mostFiles(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "limits"))) {
      return lines.filter(line -> line.startsWith("Max open files"))
          .map(line -> line.split("\\s+", -1)[4])
          .findFirst()
          .orElseThrow(() -> new IOException("limits: no open files (expected: their limit)"));
    }
  }

  /// Whether it takes streams, and its journal and the counter have what it counted; a counter that has nothing
  /// to hear is not asked.
  boolean isWell() throws InterruptedException {
    return ask("readyz").isPresent() && ask("metrics")
        .filter(page -> most(page, "earshot_usage_journal_age_seconds") < LATE_S)
        .filter(page -> most(page, "earshot_streams_open") == 0
            || most(page, "earshot_usage_counter_age_seconds") < LATE_S)
        .isPresent();
  }

  @Override
  public void close() {
    terminate();
  }

  private static double most(String page, String meter) {
    return page.lines()
        .filter(line -> line.startsWith(meter))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .max()
        .orElse(0);
  }

  private Optional<String> ask(String path) throws InterruptedException {
    try {
      var answer = http.send(HttpRequest.newBuilder(
          URI.create("http://127.0.0.1:" + ports.operations() + "/" + path))
          .timeout(ANSWER)
          .build(), BodyHandlers.ofString());
      return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
    } catch (UncheckedIOException | IOException e) {
      return Optional.empty();
    }
  }
}
