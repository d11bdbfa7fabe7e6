package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key or token that a client shows, in a header or among its subprotocols.
///
/// Browsers cannot set headers: they offer the subprotocols `token` or `bearer`, then the key, then
/// perhaps `x-deepgram-session-id` and an id. The name is spoken back and nothing else of it: a browser
/// gives up when none is, and the key is a secret.
///
/// @param credential what was shown
/// @param subprotocol the name that is spoken back; null where none was offered
record ShownKey(Credential credential, @Nullable String subprotocol) {
  private static final Set<String> SCHEMES = Set.of("token", "bearer");

  static ShownKey of(Request request) {
    var offered = request.subprotocols();
    var at = schemeAt(offered);
    var subprotocol = at < 0 ? null : offered.get(at);
    var header = request.authorization();
    if (header != null) {
      return new ShownKey(inHeader(header), subprotocol);
    }
    var behind = at < 0 || at + 1 >= offered.size() ? "" : offered.get(at + 1);
    return new ShownKey(shown(behind), subprotocol);
  }

  /// Exactly two parts, the first a scheme; anything else shows no key.
  private static Credential inHeader(String header) {
    var parts = header.strip().split(" +", -1);
    return parts.length == 2 && isScheme(parts[0])
        ? shown(parts[1])
        : new Credential.Missing();
  }

  private static Credential shown(String key) {
    return key.isEmpty() ? new Credential.Missing() : new Credential.Shown(key);
  }

  private static int schemeAt(List<String> offered) {
    for (var i = 0; i < offered.size(); i++) {
      if (isScheme(offered.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isScheme(String word) {
    return SCHEMES.contains(word.toLowerCase(Locale.ROOT));
  }
}
