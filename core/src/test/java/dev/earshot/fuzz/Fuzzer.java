package dev.earshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Jazzer, which looks for inputs that break a rule, in a process of its own: for half a minute, or as long
/// as `-Dearshot.fuzz=600` says, in seconds. Then it also prints how far it came.
///
/// What it finds is printed in hex, as a line for a [Corpus]. Where its library cannot run, the test fails
/// and says so.
///
/// @param target has `static void fuzzerTestOneInput(byte[])`, which throws where the rule is broken; what
///     takes long at first, `static void fuzzerInitialize()` may do
/// @param watched packages whose branches lead the fuzzer, such as `dev.earshot.core.**`
public record Fuzzer(Class<?> target, List<String> watched) {
  /// Beside the heap, which has a limit of its own: the compiler may take gigabytes for a method that is
  /// instrumented.
  private static final int MOST_MEMORY_MB = 6_000;
  private static final String ASKED = "earshot.fuzz";
  private static final int SECONDS = Integer.getInteger(ASKED, 30);
  /// Until a process has started, and has said what it found.
  private static final int GRACE_SECONDS = 180;
  private static final int LAST_LINES = 30;

  public Fuzzer {
    watched = List.copyOf(watched);
  }

  /// Tries these inputs and what it makes of them; fails with what it found.
  ///
  /// @param folder empty, to be used as it likes
  public void run(Path folder, List<byte[]> kept) throws IOException, InterruptedException {
    var corpus = Files.createDirectory(folder.resolve("kept"));
    for (var i = 0; i < kept.size(); i++) {
      Files.write(corpus.resolve(String.valueOf(i)), kept.get(i));
    }
    var found = Files.createDirectory(folder.resolve("found"));
    var log = folder.resolve("log");
    var running = new ProcessBuilder(command(found, corpus)).directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      var ended = running.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS);
      assertThat(ended ? running.exitValue() : -1).as(() -> told(folder, log)).isZero();
    } finally {
      running.destroyForcibly();
    }
    var lines = Files.readAllLines(log);
    assertThat(lines).anyMatch(line -> line.startsWith("Done ")); // not that it never began
    if (System.getProperty(ASKED) != null) {
      lines.stream()
          .filter(line -> line.startsWith("Done ") || line.startsWith("stat::"))
          .forEach(line -> System.out.println(target.getSimpleName() + " " + line));
    }
  }

  private List<String> command(Path found, Path kept) {
    var packages = String.join(System.getProperty("path.separator"), watched);
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        System.getProperty("java.class.path"), Jazzer.class.getName(),
        "--target_class=" + target.getName(),
        "--instrumentation_includes=" + packages, "--custom_hook_includes=" + packages,
        "-rss_limit_mb=" + MOST_MEMORY_MB, "-max_total_time=" + SECONDS, "-max_len=3000",
        "-timeout=10", "-artifact_prefix=wrong-",
        "-print_final_stats=1", found.toString(), kept.toString());
  }

  private static String told(Path folder, Path log) {
    try (var files = Files.list(folder)) {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))
          + files.filter(file -> file.getFileName().toString().startsWith("wrong-"))
              .map(Fuzzer::hex)
              .collect(Collectors.joining());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String hex(Path file) {
    try {
      return "\n" + HexFormat.of().formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
