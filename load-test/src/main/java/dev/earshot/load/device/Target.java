package dev.earshot.load.device;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A gateway that devices call.
///
/// @param uri `ws://` or `wss://`; a path and a query are taken as they are, and made where there are none
/// @param dialect that it is spoken to in
/// @param key that devices show; empty for none
/// @param ca a PEM file whose certificates are trusted beside the system's; null for none
public record Target(URI uri, Dialect dialect, String key, @Nullable Path ca) {
  private static final int CLEAR = 80;
  private static final int TLS = 443;

  public Target {
    if (!("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException("url: " + uri + " (expected: ws://HOST or wss://HOST)");
    }
  }

  /// One whose certificate, if it has one, the system trusts.
  public Target(URI uri, Dialect dialect, String key) {
    this(uri, dialect, key, null);
  }

  boolean isTls() {
    return "wss".equals(uri.getScheme());
  }

  int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isTls() ? TLS : CLEAR;
  }

  /// Where the upgrade is asked for.
  URI address(Shape shape) {
    var path = uri.getRawPath();
    var query = uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority()
        + (path == null || path.length() < 2 ? dialect.path() : path) + "?"
        + (query == null ? dialect.query(shape) : query));
  }
}
