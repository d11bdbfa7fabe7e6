package dev.earshot.gateway.auth;

/// Whoever knows this key or token does not answer. It may be good: ask again later.
public final class AwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AwayException(String who, Throwable cause) {
    super(who + ": no answer (expected: one): " + cause.getClass().getSimpleName(), cause);
  }
}
