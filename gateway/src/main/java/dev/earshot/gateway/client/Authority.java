package dev.earshot.gateway.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom a client believes that a gateway is the one that it says, where the JDK does not know: a
/// certificate made on a laptop, an authority of the house's own.
public final class Authority {
  private Authority() {}

  /// Trusts the certificates in this file and nobody else.
  ///
  /// @param file PEM
  /// @throws IOException when it cannot be read, or there is no certificate in it
  public static SSLContext of(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var found = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes));
      for (var certificate : found) {
        store.setCertificateEntry("ca" + store.size(), certificate);
      }
      if (store.size() == 0) {
        throw none(file, null);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw none(file, e);
    }
  }

  private static IOException none(Path file, @Nullable Throwable cause) {
    return new IOException("--ca: " + file + " (expected: certificates as PEM)", cause);
  }
}
