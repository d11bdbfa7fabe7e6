package dev.earshot.gateway.socket.tls;

import dev.earshot.gateway.socket.tls.BadCertificateException.Part;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What was in the two files at one moment, not yet understood. Two that are equal hold the same.
///
/// @param certificate PEM
/// @param key PEM; it is in no text of this
public record CertificateText(CertificateFiles files, String certificate, String key) {
  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");
  private static final Pattern OTHER_KEY = Pattern.compile(
      "-----BEGIN (RSA |EC |DSA |ENCRYPTED )PRIVATE KEY-----");
  private static final Set<String> KINDS = Set.of("RSA", "EC");
  private static final int MOST_CERTIFICATES = 10;
  private static final byte[] PROBE = "earshot".getBytes(StandardCharsets.US_ASCII);

  /// The pair that can be served at this moment.
  ///
  /// @throws BadCertificateException where it is none: no PEM, not valid now, a key of another certificate,
  ///     a key that needs a password
  public CertificatePair read(Instant now) throws BadCertificateException {
    var chain = chain();
    var own = chain.getFirst();
    var subject = CertificatePair.subject(chain);
    if (!KINDS.contains(own.getPublicKey().getAlgorithm())) {
      throw new BadCertificateException(Part.CERTIFICATE, files.certificate() + ", " + subject
          + ", " + own.getPublicKey().getAlgorithm(), "a certificate with an RSA or EC key");
    }
    if (now.isBefore(own.getNotBefore().toInstant())
        || now.isAfter(own.getNotAfter().toInstant())) {
      throw new BadCertificateException(Part.CERTIFICATE, files.certificate() + ", " + subject
          + ", valid from " + own.getNotBefore().toInstant() + " to "
          + own.getNotAfter().toInstant(), "one that is valid now: renew it");
    }
    var secret = key(own.getPublicKey().getAlgorithm(), subject);
    if (!fit(secret, own.getPublicKey())) {
      throw notItsKey(subject);
    }
    return new CertificatePair(chain, secret);
  }

  private List<X509Certificate> chain() throws BadCertificateException {
    var chain = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var found : CERTIFICATE.matcher(certificate).results().toList()) {
        chain.add((X509Certificate) factory
            .generateCertificate(new ByteArrayInputStream(bytes(found))));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      chain.clear();
    }
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      throw new BadCertificateException(Part.CERTIFICATE, files.certificate().toString(),
          "a PEM file with the certificate first and its issuers behind it, "
              + MOST_CERTIFICATES + " at most");
    }
    return chain;
  }

  private PrivateKey key(String kind, String subject) throws BadCertificateException {
    var found = KEY.matcher(key).results().findFirst();
    if (found.isEmpty()) {
      throw new BadCertificateException(Part.KEY, files.key().toString(),
          OTHER_KEY.matcher(key).find()
              ? "PKCS#8 without a password: openssl pkcs8 -topk8 -nodes -in " + files.key()
                  + " -out NEW"
              : "a PEM file with the private key of " + subject);
    }
    try {
      return KeyFactory.getInstance(kind)
          .generatePrivate(new PKCS8EncodedKeySpec(bytes(found.get())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notItsKey(subject); // the cause could say what is in it
    }
  }

  private BadCertificateException notItsKey(String subject) {
    return new BadCertificateException(Part.KEY, files.key().toString(), "the key of " + subject
        + " in " + files.certificate() + ": name the files that were made together");
  }

  private static boolean fit(PrivateKey secret, PublicKey open) {
    try {
      var signature = Signature.getInstance("SHA256with"
          + (secret.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
      signature.initSign(secret);
      signature.update(PROBE);
      var signed = signature.sign();
      signature.initVerify(open);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Pattern block(String label) {
    return Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]++)-----END " + label
        + "-----");
  }

  private static byte[] bytes(MatchResult block) {
    return Base64.getMimeDecoder().decode(block.group(1));
  }

  @Override
  public String toString() {
    return "CertificateText[" + files + "]"; // the key belongs into no log
  }
}
