package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prometheus' own tool, of Debian's package `prometheus`. Where it is missing a test fails: `./earshot test`
/// installs it.
final class Promtool {
  private Promtool() {}

  /// Runs it in a folder; fails where it does, with what it said.
  static void run(Path folder, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
