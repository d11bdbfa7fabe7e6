package dev.earshot.core.integration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to an app that a request is ours and new: HMAC-SHA256 over `<seconds>.<body>`, in the header
/// `Earshot-Signature: t=<seconds>,v1=<hex>`. The moment is that of the attempt, so that a receiver can refuse
/// what is replayed later.
public final class HookSignature {
  public static final String HEADER = "Earshot-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private HookSignature() {}

  /// The header's value.
  public static String of(String secret, Instant at, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signature: no " + ALGORITHM + " (expected: in every JDK)",
          e);
    }
  }
}
