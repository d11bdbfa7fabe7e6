package dev.earshot.gateway.stripe;

import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Stripe's webhooks on the wire, as bytes.
final class Webhooks {
  static final String PATH = "/v1/stripe/webhook";

  private Webhooks() {}

  /// This second.
  static Instant now() {
    return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Sends a body that is signed now.
  static Answer post(int port, String body) {
    return post(port, body, StripeDouble.signature(body, StripeDouble.SECRET, now()));
  }

  /// @param signature the header's value; null for none
  static Answer post(int port, String body, @Nullable String signature) {
    try (var client = WireClient.connect(port)) {
      return client.request(head(body.getBytes(StandardCharsets.UTF_8).length, signature) + body);
    }
  }

  static String head(long length, @Nullable String signature) {
    return "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + (signature == null ? "" : "Stripe-Signature: " + signature + "\r\n")
        + "Content-Length: " + length + "\r\n\r\n";
  }
}
