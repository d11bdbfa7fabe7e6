package dev.earshot.load.cli;

import dev.earshot.load.GatewayProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A certificate for this machine's loopback that nobody has signed, and its key, as PEM files.
record SelfMadeCertificate(Path certificate, Path key) {
  private static final String ALIAS = "load";
  private static final String PASSWORD = "for-this-run";
  private static final long MADE_WITHIN_S = 30;

  /// Makes one with the JDK's `keytool`.
  ///
  /// @param folder that it comes to
  static SelfMadeCertificate in(Path folder) throws IOException, InterruptedException {
    var store = folder.resolve("certificate.p12");
    make(store);
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var certificate = pem(folder.resolve("certificate.pem"), "CERTIFICATE",
          keys.getCertificate(ALIAS).getEncoded());
      var key = pem(folder.resolve("certificate.key"), "PRIVATE KEY",
          keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      return new SelfMadeCertificate(certificate, key);
    } catch (GeneralSecurityException e) {
      throw new IOException("certificate: what keytool has made cannot be read", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  /// With which a gateway serves it, on any free port.
  Map<String, String> settings() {
    return Map.of(GatewayProcess.CERTIFICATE, certificate.toString(), "EARSHOT_TLS_KEY",
        key.toString(), "EARSHOT_TLS_PORT", "0");
  }

  private static void make(Path store) throws IOException, InterruptedException {
    var making = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
        "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
        "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
        "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true)
        .redirectOutput(Redirect.DISCARD)
        .start();
    if (!making.waitFor(MADE_WITHIN_S, TimeUnit.SECONDS) || making.exitValue() != 0) {
      making.destroyForcibly();
      throw new IOException(
          "certificate: keytool failed (expected: the one of this JDK makes one)");
    }
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes);
    return Files.writeString(file,
        "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n",
        StandardCharsets.US_ASCII);
  }
}
