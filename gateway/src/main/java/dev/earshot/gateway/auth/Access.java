package dev.earshot.gateway.auth;

/// Whether somebody may come in. It holds no secret.
public sealed interface Access {
  /// Yes.
  record Granted(Pass pass) implements Access {}

  /// Nobody knows this key, or the token is not as its issuer makes them, or not for us.
  record Unknown() implements Access {}

  /// It was good until some moment.
  record Expired() implements Access {}

  /// Somebody has taken it back, or the key that it was made with.
  record Revoked() implements Access {}

  /// It is good, but not for this.
  record NotAllowed(Scope wanted) implements Access {}
}
