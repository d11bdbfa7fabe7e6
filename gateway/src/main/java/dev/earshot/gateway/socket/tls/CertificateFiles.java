package dev.earshot.gateway.socket.tls;

import dev.earshot.gateway.socket.tls.BadCertificateException.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a certificate and its key are, both as PEM.
///
/// @param certificate it first, its issuers behind it
/// @param key in PKCS#8, without a password
public record CertificateFiles(Path certificate, Path key) {
  private static final int MOST_BYTES = 1024 * 1024;

  /// What is in the files now. Blocks.
  ///
  /// @throws BadCertificateException when one of them cannot be read, or is longer than 1 MiB
  public CertificateText load() throws BadCertificateException {
    return new CertificateText(this, text(certificate, Part.CERTIFICATE), text(key, Part.KEY));
  }

  private static String text(Path file, Part part) throws BadCertificateException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length <= MOST_BYTES) {
        return new String(bytes, StandardCharsets.ISO_8859_1); // whatever is no PEM in it is skipped
      }
    } catch (IOException e) {
      // told like one that is too long: it cannot be used
    }
    throw new BadCertificateException(part, file.toString(),
        "a PEM file that this user may read, 1 MiB at most");
  }
}
