package dev.earshot.gateway.sdk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.sdk.Ran.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A script of Node with everything that it needs, watched by `watch.mjs`.
///
/// @param file in the folder of the packages
/// @param flags of Node
/// @param environment beside that of this process
record Program(String file, List<String> flags, Map<String, String> environment) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int SECONDS = 45;

  /// A script of `src/test/sdk`.
  static Program script(String file) {
    return new Program(file, List.of(), Map.of());
  }

  /// A script that somebody copied out of the documentation.
  static Program of(Example example) {
    try {
      Files.writeString(Packages.installed().resolve(example.name()), example.text());
      return script(example.name());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Program flag(String flag) {
    var more = new ArrayList<>(flags);
    more.add(flag);
    return new Program(file, more, environment);
  }

  Program with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Program(file, flags, more);
  }

  /// Runs it to its end.
  ///
  /// @param sound the file that it streams
  Ran run(Path sound) throws IOException, InterruptedException {
    var folder = Packages.installed();
    var log = folder.resolve("runs").resolve(file + "-" + RUNS.incrementAndGet());
    Files.createDirectories(log);
    var command = new ArrayList<>(List.of("node", "--import", "./watch.mjs"));
    command.addAll(flags);
    command.addAll(List.of(file, sound.toString()));
    var builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(log.resolve("out").toFile())
        .redirectError(log.resolve("err").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("WATCH", log.resolve("watch.json").toString());
    var process = builder.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
        throw new AssertionError(file + ": still running after " + SECONDS + " s, see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    var watched = JSON.readValue(log.resolve("watch.json").toFile(), Watched.class);
    return new Ran(process.exitValue(), Files.readAllLines(log.resolve("out")),
        Files.readString(log.resolve("err")), watched.sockets(), watched.errors());
  }

  private record Watched(List<Line> sockets, List<String> errors) {}
}
