package dev.earshot.gateway.sdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// What `src/test/sdk/package-lock.json` names, as npm delivers it, beside the scripts of that folder:
/// installed once, into `target/sdk`, and again when the lock file changes.
///
/// Where there is no Node, no npm or no registry, whoever asks is skipped visibly; with
/// `EARSHOT_REQUIRE_NODE=1` that is a failure, so that a build cannot pass by having none.
final class Packages {
  private static final Path SOURCE = Path.of("src/test/sdk");
  private static final Path FOLDER = Path.of("target/sdk").toAbsolutePath();
  private static final String LOCK = "package-lock.json";
  private static final int OLDEST_NODE = 20;
  private static final int INSTALL_SECONDS = 120;

  private Packages() {}

  /// The folder in which scripts find their packages.
  ///
  /// @throws TestAbortedException when they cannot be had
  static synchronized Path installed() {
    try {
      Files.createDirectories(FOLDER);
      copyScripts();
      var lock = SOURCE.resolve(LOCK);
      var done = FOLDER.resolve("installed.json");
      if (!Files.exists(done) || Files.mismatch(lock, done) >= 0) {
        install(System.getenv());
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
      }
      return FOLDER;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyScripts() throws IOException {
    try (var files = Files.list(SOURCE)) {
      for (var file : files.toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void install(Map<String, String> environment) throws IOException {
    for (var tool : List.of("node", "npm")) {
      if (!isThere(tool, environment)) {
        throw missing(environment, tool + ": not found (expected: on the PATH, Node 20 or newer)");
      }
    }
    var version = nodeVersion();
    if (version < OLDEST_NODE) {
      throw missing(environment,
          "node: version " + version + " (expected: " + OLDEST_NODE + " or newer)");
    }
    var log = FOLDER.resolve("npm.log");
    var npm = new ProcessBuilder("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund",
        "--ignore-scripts")
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (!ends(npm) || npm.exitValue() != 0) {
      throw missing(environment, "npm ci: failed (expected: the packages within "
          + INSTALL_SECONDS + " s)\n" + Files.readString(log));
    }
  }

  /// The major one.
  private static int nodeVersion() throws IOException {
    var node = new ProcessBuilder("node", "--print", "process.versions.node.split('.')[0]").start();
    try (var said = node.inputReader()) {
      return Integer.parseInt(said.readLine());
    }
  }

  private static boolean ends(Process npm) {
    try {
      var ended = npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
      npm.destroyForcibly();
      return ended;
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isThere(String tool, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static RuntimeException missing(Map<String, String> environment, String what) {
    return "1".equals(environment.get("EARSHOT_REQUIRE_NODE"))
        ? new IllegalStateException(what)
        : new TestAbortedException(what);
  }
}
