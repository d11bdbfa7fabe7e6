package dev.earshot.load.versus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What everything runs on, in a line.
final class Machine {
  private Machine() {}

  /// @param cores that it has; this process may be kept on fewer
  static String told(int cores) {
    return processor() + ", " + cores + " cores, " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + ", Java " + Runtime.version();
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
