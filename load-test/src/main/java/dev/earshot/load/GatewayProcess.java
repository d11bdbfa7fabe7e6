package dev.earshot.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway in a process of its own, as an operator starts it, with an account `bench` without limit.
final class GatewayProcess implements AutoCloseable {
  static final String KEY = "bench-key";
  private static final String MAIN = "dev.earshot.gateway.Main";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Process process;
  private final URI streams;

  private GatewayProcess(Process process, URI streams) {
    this.process = process;
    this.streams = streams;
  }

  /// Starts `serve` and waits until it is ready to hear.
  ///
  /// @param data its folder
  /// @param settings beside the ports, the folder and the key
  static GatewayProcess start(Path data, Map<String, String> settings)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        System.getProperty("java.class.path"), MAIN, "serve");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
    builder.environment().putAll(settings);
    builder.environment()
        .putAll(Map.of("EARSHOT_PORT", "0", "EARSHOT_OPS_PORT", "0",
            "EARSHOT_DATA", data.toString(), "EARSHOT_KEYS", "bench:" + KEY,
            "EARSHOT_ACCOUNT_STREAMS", "1000"));
    var process = builder.start();
    try {
      var out = process.inputReader();
      var streams = address(out, "listening: ");
      awaitReady(address(out, "operations: "));
      return new GatewayProcess(process, streams);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Where its devices connect, with the path.
  URI streams() {
    return streams;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static URI address(BufferedReader out, String before) throws IOException {
    var line = out.readLine();
    if (line == null || !line.startsWith(before)) {
      throw new IOException("gateway: said " + line + " (expected: " + before + "...)");
    }
    return URI.create(line.substring(before.length()).strip());
  }

  private static void awaitReady(URI readyz) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.ofString())
          .statusCode() != 200) {
        if (System.nanoTime() > deadline) {
          throw new IOException("gateway: not ready within " + READY_WITHIN);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
