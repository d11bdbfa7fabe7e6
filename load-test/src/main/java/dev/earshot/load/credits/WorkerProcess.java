package dev.earshot.load.credits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A [Worker] seen from its parent.
final class WorkerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GOING_S = 10;

  private final Process process;
  private final Path log;
  private final Writer in;
  private final BufferedReader out;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.in = process.outputWriter();
    this.out = process.inputReader();
  }

  /// Starts one.
  ///
  /// @param folder of its own
  /// @param trembleMs of its clock
  static WorkerProcess start(Backing.Place place, Path folder, long seed, long trembleMs) {
    var log = folder.resolve("log");
    try {
      var process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
          Worker.class.getName(), place.emulator(), place.redis(), folder.toString(),
          Long.toString(seed), Long.toString(trembleMs))
          .redirectError(Redirect.appendTo(log.toFile()))
          .start();
      return new WorkerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a command whose answer is to be taken by [#answer].
  void say(String command) {
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("worker: gone (expected: it takes commands)", e);
    }
  }

  /// The next answer.
  JsonNode answer() {
    try {
      var line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "worker: gone (expected: an answer); it said: " + Files.readString(log));
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Counts counts() {
    say("counts");
    return JSON.convertValue(answer(), Counts.class);
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(GOING_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
