package dev.earshot.gateway.auth;

import java.util.Locale;

/// Something that whoever came in may do.
public enum Scope {
  /// Open streams.
  LISTEN,
  /// Make short-lived tokens, which themselves can only listen.
  MINT;

  /// As it stands in a token.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
