package dev.earshot.load.device;

import java.net.URI;

/// A gateway that devices call.
///
/// @param uri `ws://` or `wss://`; a path and a query are taken as they are, and made where there are none
/// @param dialect that it is spoken to in
/// @param key that devices show; empty for none
/// @param trust whose certificate it may show
public record Target(URI uri, Dialect dialect, String key, Trust trust) {
  private static final int CLEAR = 80;
  private static final int TLS = 443;

  public Target {
    if (!("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException("url: " + uri + " (expected: ws://HOST or wss://HOST)");
    }
  }

  /// One whose certificate, if it has one, the system trusts.
  public Target(URI uri, Dialect dialect, String key) {
    this(uri, dialect, key, new Trust.OfSystem());
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
