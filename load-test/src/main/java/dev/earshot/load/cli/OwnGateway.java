package dev.earshot.load.cli;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.load.device.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An Earshot that is started for a run, in a folder that goes with it. Its recogniser says which second it
/// heard, and when.
final class OwnGateway implements AutoCloseable {
  private static final int LAST_LINES = 5;

  private final Path data;
  private final GatewayProcess process;

  private final @Nullable SelfMadeCertificate certificate;

  private OwnGateway(Path data, GatewayProcess process,
      @Nullable SelfMadeCertificate certificate) {
    this.data = data;
    this.process = process;
    this.certificate = certificate;
  }

  /// @param isSecure whether devices come through TLS, with a certificate that is made for the run
  static OwnGateway start(boolean isSecure) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("earshot-load");
    try {
      var settings = new HashMap<>(GatewayProcess.FOR_LOAD);
      var certificate = isSecure ? SelfMadeCertificate.in(data) : null;
      if (certificate != null) {
        settings.putAll(certificate.settings());
      }
      return new OwnGateway(data, GatewayProcess.start(data, settings,
          new Running(List.of(), List.of(), Redirect.to(log(data).toFile()))), certificate);
    } catch (IOException | InterruptedException e) {
      remove(data);
      throw e;
    }
  }

  GatewayProcess process() {
    return process;
  }

  /// Where devices connect.
  URI streams() {
    return certificate == null ? process.streams() : process.secureStreams();
  }

  /// Whose certificate it shows.
  Trust trust() {
    return certificate == null
        ? new Trust.OfSystem()
        : new Trust.OfFile(certificate.certificate());
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
