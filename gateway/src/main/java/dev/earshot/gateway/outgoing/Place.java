package dev.earshot.gateway.outgoing;

import dev.earshot.core.integration.Outcome.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// An address that was named to us, taken apart.
///
/// @param host as it is looked up, and as certificates name it
/// @param target path and query
record Place(boolean secure, String host, int port, String target) {
  /// @param lenient whether it may be `http`
  /// @throws OutgoingException where it is no address that we speak to
  static Place of(String url, boolean lenient) {
    try {
      var uri = new URI(url);
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      var secure = scheme.equals("https");
      var host = uri.getHost();
      if ((!secure && !(lenient && scheme.equals("http"))) || host == null
          || uri.getRawUserInfo() != null || uri.getPort() == 0 || uri.getPort() > 65_535) {
        throw new OutgoingException(Failure.FORBIDDEN,
            "url: not asked for (expected: https://host/path without a user)");
      }
      var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return new Place(secure, host.toLowerCase(Locale.ROOT),
          uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort(),
          uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    } catch (URISyntaxException e) {
      throw new OutgoingException(Failure.FORBIDDEN,
          "url: unreadable (expected: https://host/path)");
    }
  }

  /// As the `Host` header has it.
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /// An IPv6 literal without its brackets.
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
