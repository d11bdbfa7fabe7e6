package dev.earshot.gateway.dialect.openai;

import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish.Credential;
import org.jspecify.annotations.Nullable;

/// Finds the key in a request: `Authorization: Bearer KEY`, `api-key: KEY`, or among the subprotocols
/// that a browser offers.
final class Credentials {
  private static final String BEARER = "bearer ";
  private static final String SUBPROTOCOL = "openai-insecure-api-key.";

  private Credentials() {}

  static Credential of(Request request) {
    var header = bearer(request.authorization());
    if (header != null) {
      return shown(header);
    }
    var own = request.header("api-key");
    if (own != null) {
      return shown(own);
    }
    return request.subprotocols()
        .stream()
        .filter(offered -> offered.startsWith(SUBPROTOCOL))
        .findFirst()
        .map(offered -> shown(offered.substring(SUBPROTOCOL.length())))
        .orElseGet(Credential.Missing::new);
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length())
        : null;
  }

  private static Credential shown(String key) {
    var stripped = key.strip();
    return stripped.isEmpty() || stripped.indexOf(' ') >= 0
        ? new Credential.Missing()
        : new Credential.Shown(stripped);
  }
}
