package dev.earshot.load.versus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What is installed on this machine.
public final class Programs {
  private static final long ANSWERS_WITHIN_S = 20;

  private Programs() {}

  static boolean isThere(String program) {
    return find(program).isPresent();
  }

  /// Where a program is; daemons are looked for where Debian puts them, too.
  public static Optional<Path> find(String program) {
    var path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return program.startsWith("/")
        ? Optional.of(Path.of(program)).filter(Files::isExecutable)
        : Stream.of(path.split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
  }

  /// The first line that a command says; empty where it fails.
  static Optional<String> firstLine(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(ANSWERS_WITHIN_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? said.lines().findFirst() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
