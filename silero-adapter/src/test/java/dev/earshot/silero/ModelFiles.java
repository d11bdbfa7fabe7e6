package dev.earshot.silero;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/// Silero's models as npm delivers them in `@ricky0123/vad-web`, fetched once into `target/silero`.
///
/// Where there is no npm or no registry, whoever asks is skipped visibly; with `EARSHOT_REQUIRE_NODE=1` that is
/// a failure, so that a build cannot pass by having none.
final class ModelFiles {
  private static final Path FOLDER = Path.of("target/silero").toAbsolutePath();
  private static final String PACKAGE = "@ricky0123/vad-web@0.0.31";
  private static final int FETCH_SECONDS = 120;

  private ModelFiles() {}

  /// @param generation legacy, v5 or v6
  static synchronized Path of(String generation) {
    var file = FOLDER.resolve("package/dist/silero_vad_" + generation + ".onnx");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(FOLDER);
        run("npm", "pack", PACKAGE, "--silent");
        run("tar", "xzf", "ricky0123-vad-web-0.0.31.tgz", "--wildcards", "*.onnx");
      }
      return file;
    } catch (IOException e) {
      var missing = PACKAGE + ": cannot be had (expected: npm and its registry), " + e.getMessage();
      if ("1".equals(System.getenv("EARSHOT_REQUIRE_NODE"))) {
        throw new IllegalStateException(missing, e);
      }
      throw new TestAbortedException(missing, e);
    }
  }

  private static void run(String... command) throws IOException {
    var process = new ProcessBuilder(List.of(command))
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(FOLDER.resolve("fetch.log").toFile())
        .start();
    try {
      if (!process.waitFor(FETCH_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command[0] + ": " + Files.readString(FOLDER.resolve("fetch.log")));
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
