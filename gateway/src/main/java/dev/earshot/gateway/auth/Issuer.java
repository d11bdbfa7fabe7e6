package dev.earshot.gateway.auth;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody else whose tokens let their users in: an OpenID Connect provider.
///
/// @param name the `iss` of its tokens, to the letter: an address with https, or with http on this machine
/// @param audiences of which a token names one in `aud`
/// @param keys where its public keys are (a JWK set); null where its discovery document says it
public record Issuer(String name, Set<String> audiences, @Nullable URI keys) {
  private static final URI FIREBASE_KEYS = URI.create(
      "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com");

  public Issuer {
    if (!isTrustworthy(URI.create(name)) || name.contains("?") || name.contains("#")) {
      throw new IllegalArgumentException("issuer: " + name
          + " (expected: an https address without ? and #; http on this machine only)");
    }
    if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("audience: none (expected: 1 or more characters)");
    }
    if (keys != null && !isTrustworthy(keys)) {
      throw new IllegalArgumentException("keys: " + keys + " (expected: an https address)");
    }
    audiences = Set.copyOf(audiences);
  }

  /// The issuer of a Firebase project's ID tokens.
  public static Issuer firebase(String project) {
    return new Issuer("https://securetoken.google.com/" + project, Set.of(project), FIREBASE_KEYS);
  }

  /// Where its discovery document is.
  URI discovery() {
    return URI.create(name.replaceFirst("/$", "") + "/.well-known/openid-configuration");
  }

  /// Whether nobody on the way can change what is read there.
  static boolean isTrustworthy(URI address) {
    var host = address.getHost();
    if (host == null || address.getUserInfo() != null) {
      return false;
    }
    return switch (String.valueOf(address.getScheme())) {
      case "https" -> true;
      case "http" -> host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
      default -> false;
    };
  }
}
