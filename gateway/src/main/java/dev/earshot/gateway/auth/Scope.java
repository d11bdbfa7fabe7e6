package dev.earshot.gateway.auth;

import java.util.Locale;

/// Something that whoever came in may do.
public enum Scope {
  /// Open streams.
  LISTEN,
  /// Make short-lived tokens, which themselves can only listen.
  MINT,
  /// Ask and change what the account itself may: its credit, its use, its data.
  ACCOUNT;

  /// As it stands in a token.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
