package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException.Garbled;

/// Notices a recogniser that gives no sign of life, and one that says more than can be meant. While nobody
/// listens to it, it can do neither.
final class Watch {
  private final UpstreamLimits limits;
  private long signNanos;
  private long askedNanos;
  private long countedNanos;
  private int messages;

  Watch(UpstreamLimits limits, long nanos) {
    this.limits = limits;
    sign(nanos);
  }

  /// It lives, or nobody would know.
  void sign(long nanos) {
    signNanos = nanos;
    askedNanos = nanos;
  }

  /// It said something.
  void message(long nanos) {
    sign(nanos);
    if (nanos - countedNanos > limits.ping().toNanos()) {
      countedNanos = nanos;
      messages = 0;
    }
    if (++messages > limits.messages()) {
      throw new Garbled("messages: " + messages + " (expected: <= " + limits.messages() + " within "
          + limits.ping() + ")");
    }
  }

  /// Whether a sign is to be asked for now.
  boolean asks(long nanos) {
    if (nanos - askedNanos < limits.ping().toNanos()) {
      return false;
    }
    askedNanos = nanos;
    return true;
  }

  boolean isDead(long nanos) {
    return nanos - signNanos >= limits.dead().toNanos();
  }
}
