package dev.earshot.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A recogniser in a process of its own that can be killed: another gateway, which is spoken to in Deepgram's
/// dialect.
final class DoomedRecogniser implements AutoCloseable {
  static final String KEY = "demo-engine-key";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final String LISTENING = "listening: ";
  private static final String PATH = "/v4/listen";

  private final Process process;
  private final URI uri;

  private DoomedRecogniser(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /// Starts it and waits until it hears.
  ///
  /// @param data the folder that its own is made in
  /// @throws IOException where it does not start; its last words are in `engine.log` there
  static DoomedRecogniser start(Path data) throws IOException, InterruptedException {
    var folder = Files.createDirectories(data.resolve("demo-engine"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"),
        "dev.earshot.gateway.Main", "serve"));
    var builder = new ProcessBuilder(command)
        .redirectError(folder.resolve("engine.log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
    builder.environment()
        .putAll(Map.of("EARSHOT_PORT", "0", "EARSHOT_OPS_PORT", "0", "EARSHOT_DATA",
            folder.toString(), "EARSHOT_KEYS", "demo:" + KEY));
    var process = builder.start();
    try {
      var said = process.inputReader();
      var streams = said(said, LISTENING, folder);
      awaitReady(URI.create(said(said, "operations: ", folder)));
      return new DoomedRecogniser(process,
          URI.create(streams.substring(0, streams.length() - PATH.length())));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Where it is, without a path.
  URI uri() {
    return uri;
  }

  long pid() {
    return process.pid();
  }

  /// As `kill -9` does; once or more.
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }

  private static String said(BufferedReader out, String before, Path folder) throws IOException {
    var line = out.readLine();
    if (line == null || !line.startsWith(before)) {
      throw new IOException("recogniser: said " + line + " (expected: " + before + "..., see "
          + folder.resolve("engine.log") + ")");
    }
    return line.substring(before.length()).strip();
  }

  private static void awaitReady(URI readyz) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.discarding())
          .statusCode() != 200) {
        if (System.nanoTime() > deadline) {
          throw new IOException("recogniser: not ready within " + READY_WITHIN.toSeconds() + " s");
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
