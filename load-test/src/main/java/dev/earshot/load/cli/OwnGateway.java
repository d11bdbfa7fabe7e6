package dev.earshot.load.cli;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// An Earshot that is started for a run, in a folder that goes with it. Its recogniser says which second it
/// heard, and when.
final class OwnGateway implements AutoCloseable {
  private static final Map<String, String> SETTINGS = Map.of("EARSHOT_ENGINES", "clock",
      "EARSHOT_ACCOUNT_STREAMS", "100000", "EARSHOT_ACCOUNT_HANDSHAKES", "1000000");
  private static final int LAST_LINES = 5;

  private final Path data;
  private final GatewayProcess process;

  private OwnGateway(Path data, GatewayProcess process) {
    this.data = data;
    this.process = process;
  }

  static OwnGateway start() throws IOException, InterruptedException {
    var data = Files.createTempDirectory("earshot-load");
    try {
      return new OwnGateway(data, GatewayProcess.start(data, SETTINGS,
          new Running(List.of(), List.of(), Redirect.to(log(data).toFile()))));
    } catch (IOException | InterruptedException e) {
      remove(data);
      throw e;
    }
  }

  GatewayProcess process() {
    return process;
  }

  Ledger ledger() throws IOException {
    return new Ledger(process.operations(), Files.readString(data.resolve("admin-key")).strip(),
        GatewayProcess.ACCOUNT);
  }

  /// What it last said on its standard error.
  List<String> lastLines() throws IOException {
    var lines = Files.readAllLines(log(data));
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  @Override
  public void close() {
    process.close();
    remove(data);
  }

  private static Path log(Path data) {
    return data.resolve("gateway.log");
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
