package dev.earshot.gateway.socket.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate, its issuers, and its key, which no text of this shows.
///
/// @param chain the certificate itself first, at least that
public record CertificatePair(List<X509Certificate> chain, PrivateKey key) {
  public CertificatePair {
    chain = List.copyOf(chain);
  }

  /// Whose certificate it is, as `CN=...`.
  public String subject() {
    return subject(chain);
  }

  /// After this nobody trusts it any more.
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  static String subject(List<X509Certificate> chain) {
    return chain.getFirst().getSubjectX500Principal().getName();
  }

  @Override
  public String toString() {
    return "CertificatePair[" + subject() + "]"; // the key belongs into no log
  }
}
