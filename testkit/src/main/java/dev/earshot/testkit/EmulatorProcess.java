package dev.earshot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The emulator's own JVM. It ends with [#close], and with this JVM at the latest.
final class EmulatorProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final Process process;
  private final Path output;
  private final Thread hook;

  private EmulatorProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.hook = new Thread(process::destroyForcibly, "stop-firestore-emulator");
  }

  /// Starts the jar and waits until it answers.
  static EmulatorProcess start(Path jar, String hostAndPort) {
    var emulator = launch(jar, hostAndPort);
    Runtime.getRuntime().addShutdownHook(emulator.hook);
    try {
      emulator.await(hostAndPort);
      return emulator;
    } catch (RuntimeException e) {
      var said = emulator.said();
      emulator.close();
      throw new IllegalStateException("Firestore emulator: " + jar + " on " + hostAndPort
          + " (expected: an answer within " + READY + "); it said: " + said, e);
    }
  }

  /// Sends it a signal, `STOP` say.
  void signal(String name) {
    try {
      var pid = Long.toString(process.pid());
      var failed = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      if (failed != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid + ": " + failed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Kills it, for it has nothing worth keeping, and waits until it is gone.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this JVM is going down already: the hook then finds nothing to kill
    }
    output.toFile().delete();
  }

  private static EmulatorProcess launch(Path jar, String hostAndPort) {
    try {
      var output = Files.createTempFile("firestore-emulator", ".log");
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var at = hostAndPort.lastIndexOf(':');
      var process = new ProcessBuilder(java, "-Duser.language=en", "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC", "-cp", jar.toString(),
          "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
          "--host=" + hostAndPort.substring(0, at), "--port=" + hostAndPort.substring(at + 1))
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      return new EmulatorProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String hostAndPort) {
    try (var http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
      var request = HttpRequest.newBuilder(URI.create("http://" + hostAndPort + "/")).build();
      Mono.fromFuture(() -> http.sendAsync(request, BodyHandlers.discarding()))
          .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, ASK_AGAIN).filter(_ -> process.isAlive()))
          .block(READY);
    }
  }

  private String said() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "nothing that could be read: " + e;
    }
  }
}
