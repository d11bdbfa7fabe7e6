package dev.earshot.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.outgoing.Site.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an app does with a request, as docs/protocol.md tells it to: checks the signature and its age, then
/// reads.
public final class Receiver {
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final JsonMapper JSON = new JsonMapper();

  private Receiver() {}

  /// Whether it comes from whoever knows the secret, and is new.
  public static boolean trusts(Asked asked, String secret, Instant now) {
    return trusts(asked.header("Earshot-Signature"), asked.body(), secret, now);
  }

  static boolean trusts(String header, String body, String secret, Instant now) {
    var parts = SIGNATURE.matcher(header);
    if (!parts.matches()) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var expected = mac.doFinal((parts.group(1) + "." + body).getBytes(StandardCharsets.UTF_8));
      var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(parts.group(1))), now).abs();
      return MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts.group(2)))
          && age.compareTo(TOLERANCE) <= 0;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What it says.
  public static JsonNode read(Asked asked) {
    try {
      return JSON.readTree(asked.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
