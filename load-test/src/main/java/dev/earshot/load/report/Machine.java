package dev.earshot.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a run took place.
///
/// @param cores that this process may use
public record Machine(String processor, int cores, String system, String java) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /// This one.
  public static Machine here() {
    return new Machine(found(), Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
  }

  /// In a line.
  ///
  /// @param all cores that it has; this process may be kept on fewer
  public String told(int all) {
    return processor + ", " + all + " cores, " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + ", Java " + Runtime.version();
  }

  private static String found() {
    try (var lines = Files.lines(PROCESSORS)) {
      return lines.filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
