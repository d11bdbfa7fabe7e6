package dev.earshot.gateway.stripe;

import java.io.Serial;

/// Stripe has answered, and not with what was asked for: it knows no such thing, or tells of it what
/// nobody can read. The next question may go well.
final class RefusedException extends IllegalStateException {
  @Serial
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
