package dev.earshot.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Bytes that nobody would send. Those that are kept are tried each time; then Jazzer looks for new ones,
/// in a process of its own, for half a minute over all four containers together. Longer:
/// `-Dearshot.fuzz=600`, in seconds.
///
/// What it finds is printed in hex, as a line for the file of its container in `corpus`.
/// Where its library cannot run, the test fails and says so.
class ContainerFuzzTest {
  static final List<String> CONTAINERS = Corpus.CONTAINERS;
  private static final int SECONDS = Integer.getInteger("earshot.fuzz", 30);
  /// Until a process has started, and has said what it found.
  private static final int GRACE_SECONDS = 90;

  @TempDir
  Path folder;
  private @Nullable Process fuzzer;

  @AfterEach
  void stop() {
    if (fuzzer != null) {
      fuzzer.destroyForcibly();
    }
  }

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void containers_keptOnes_areHeardTheSameHoweverCut(String container) {
    var kept = Corpus.of(container);
    assertThat(kept).hasSizeGreaterThan(20);
    for (var input : kept) {
      ContainerFuzz.fuzzerTestOneInput(input);
      ContainerFuzz.check(input, 1);
      ContainerFuzz.check(input, 13);
    }
  }

  @Test
  void containers_thatAFuzzerMakes_areHeardTheSameHoweverCut() throws Exception {
    var kept = Files.createDirectory(folder.resolve("kept"));
    for (var container : CONTAINERS) {
      var inputs = Corpus.of(container);
      for (var i = 0; i < inputs.size(); i++) {
        Files.write(kept.resolve(container + i), inputs.get(i));
      }
    }
    var found = Files.createDirectory(folder.resolve("found"));
    var log = folder.resolve("log").toFile();
    var running = new ProcessBuilder(command(found, kept)).directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
    fuzzer = running;
    var ended = running.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS);
    assertThat(ended ? running.exitValue() : -1).as(() -> told(log.toPath())).isZero();
    assertThat(Files.readString(log.toPath())).contains("Done "); // not that it never began
  }

  private static List<String> command(Path found, Path kept) {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        classPath(), Jazzer.class.getName(), "--target_class=" + ContainerFuzz.class.getName(),
        "--instrumentation_includes=dev.earshot.core.**", "-max_total_time=" + SECONDS,
        "-max_len=3000", "-timeout=10", "-artifact_prefix=wrong-", "-print_final_stats=1",
        found.toString(), kept.toString());
  }

  private static String classPath() {
    return Stream
        .of(Jazzer.class, FuzzedDataProvider.class, Nullable.class, Sniffer.class,
            ContainerFuzz.class)
        .map(ContainerFuzzTest::origin)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private String told(Path log) {
    try (var files = Files.list(folder)) {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())) + files
          .filter(file -> file.getFileName().toString().startsWith("wrong-"))
          .map(ContainerFuzzTest::hex)
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
