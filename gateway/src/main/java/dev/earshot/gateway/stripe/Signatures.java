package dev.earshot.gateway.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.earshot.gateway.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells whether a body is Stripe's: signed with one of the secrets, not more than five minutes ago,
/// and not from the future by more than that. Several secrets are good at once, so that one can be
/// replaced without losing an event.
///
/// Stripe's library compares the signature; the time is compared here, with our clock and to both sides.
///
/// @param secrets one or more
record Signatures(List<Secret> secrets, InstantSource clock) {
  /// How far Stripe's clock and the way here may be apart from ours; the library's own default.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern COMMA = Pattern.compile(",");
  /// The first one counts, as it does for the library.
  private static final String TIME = "t=";
  private static final int NO_TOLERANCE = 0;

  /// What a signature is worth.
  enum Verdict {
    GOOD, FORGED, OLD
  }

  Signatures {
    secrets = List.copyOf(secrets);
  }

  /// Judges; takes about as long as it takes to read the body once for each secret.
  ///
  /// @param header `Stripe-Signature`; null where there is none
  Verdict judge(@Nullable String header, String body) {
    if (header == null || secrets.stream().noneMatch(secret -> signed(header, body, secret))) {
      return Verdict.FORGED;
    }
    var apart = Duration.between(Instant.ofEpochSecond(time(header)), clock.instant());
    return apart.abs().compareTo(TOLERANCE) > 0 ? Verdict.OLD : Verdict.GOOD;
  }

  /// The library throws other things as well for a header that is none.
  private static boolean signed(String header, String body, Secret secret) {
    try {
      return Webhook.Signature.verifyHeader(body, header, secret.text(), NO_TOLERANCE);
    } catch (SignatureVerificationException | RuntimeException e) {
      return false;
    }
  }

  private static long time(String header) {
    for (var part : COMMA.split(header, -1)) {
      if (part.startsWith(TIME)) {
        return Long.parseLong(part.substring(TIME.length()));
      }
    }
    throw new IllegalStateException("time: none (expected: one, since the signature is good)");
  }
}
