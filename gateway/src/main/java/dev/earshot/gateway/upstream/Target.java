package dev.earshot.gateway.upstream;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where a recogniser is, and what a call to it carries.
///
/// @param uri `ws:` or `wss:`, with path and query
/// @param headers of the request; secrets are among them
/// @param subprotocols offered, best first; secrets may be among them
public record Target(URI uri, Map<String, String> headers, List<String> subprotocols) {
  private static final int PLAIN_PORT = 80;
  private static final int TLS_PORT = 443;

  public Target {
    headers = Map.copyOf(headers);
    subprotocols = List.copyOf(subprotocols);
    var scheme = uri.getScheme();
    if (uri.getHost() == null || scheme == null || !scheme.matches("wss?")) {
      throw new IllegalArgumentException("uri: " + place(uri) + " (expected: ws or wss, a host)");
    }
  }

  /// Without subprotocols.
  public Target(URI uri, Map<String, String> headers) {
    this(uri, headers, List.of());
  }

  /// An address as people write it, as that of a WebSocket: `http` and `https` mean `ws` and `wss`.
  ///
  /// @throws IllegalArgumentException where it is neither of the four, or has a user or no host
  public static URI webSocket(URI written) {
    var scheme = written.getScheme() == null ? "" : written.getScheme().toLowerCase(Locale.ROOT);
    var meant = switch (scheme) {
      case "ws", "http" -> "ws";
      case "wss", "https" -> "wss";
      default -> throw new IllegalArgumentException(
          "url: " + place(written) + " (expected: ws, wss, http or https)");
    };
    if (written.getHost() == null || written.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url: " + place(written) + " (expected: a host, and the key elsewhere)");
    }
    return URI.create(meant + written.toASCIIString().substring(scheme.length()));
  }

  public boolean isSecure() {
    return uri.getScheme().equals("wss");
  }

  public int port() {
    return uri.getPort() >= 0 ? uri.getPort() : isSecure() ? TLS_PORT : PLAIN_PORT;
  }

  /// Where it is; nothing of what the call carries.
  @Override
  public String toString() {
    return place(uri);
  }

  private static String place(URI uri) {
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
