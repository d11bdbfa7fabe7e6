package dev.earshot.gateway.wire;

import dev.earshot.gateway.socket.tls.CertificateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Certificates as a person makes them: openssl in a process, files in a folder.
public final class TestCertificates {
  /// The kinds of keys that are served.
  public static final List<String> RSA = List.of("-newkey", "rsa:2048");
  public static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt",
      "ec_paramgen_curve:P-256");

  private final Path dir;

  public TestCertificates(Path dir) {
    this.dir = dir;
  }

  /// A certificate of this machine under a name, for 30 days.
  public CertificateFiles make(String name) {
    return make(name, EC);
  }

  public CertificateFiles make(String name, List<String> key) {
    var files = new CertificateFiles(dir.resolve(name + ".pem"), dir.resolve(name + ".key"));
    var command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30", "-subj",
        "/CN=" + name, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
        files.key().toString(), "-out", files.certificate().toString()));
    command.addAll(key);
    openssl(command);
    return files;
  }

  /// Runs openssl and waits for it.
  public static void openssl(List<String> arguments) {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("openssl: " + said + " (expected: exit 0)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Puts what is in one file in the place of another, at once.
  public static void replace(Path file, Path by) {
    try {
      var beside = file.resolveSibling(file.getFileName() + ".new");
      Files.copy(by, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
