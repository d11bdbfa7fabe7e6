package dev.earshot.gateway.outgoing;

import dev.earshot.core.integration.Outcome.Failure;

/// A request got no answer. The message names no host and nothing that was sent.
public final class OutgoingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Failure failure;

  OutgoingException(Failure failure, String message) {
    super(message);
    this.failure = failure;
  }

  OutgoingException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
