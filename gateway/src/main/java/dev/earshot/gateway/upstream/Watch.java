package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import org.jspecify.annotations.Nullable;

/// Notices a recogniser that is late, one that gives no sign of life, and one that says more than can be
/// meant. While nobody listens to it, it can do none of that; and while this machine stood still, it cannot
/// be blamed: silence counts in looks as well as in time.
final class Watch {
  private final String name;
  private final UpstreamLimits limits;
  private final long pingNanos;
  private final long deadNanos;
  private final int deadLooks;
  private long phaseNanos;
  private long signNanos;
  private long askedNanos;
  private long countedNanos;
  private int messages;
  private int silentLooks;

  /// @param name of the recogniser
  Watch(String name, UpstreamLimits limits, long nanos) {
    this.name = name;
    this.limits = limits;
    this.pingNanos = limits.ping().toNanos();
    this.deadNanos = limits.dead().toNanos();
    this.deadLooks = limits.deadLooks();
    this.countedNanos = nanos;
    turn(nanos);
    sign(nanos);
  }

  /// Another phase begins.
  void turn(long nanos) {
    phaseNanos = nanos;
  }

  /// It lives.
  void sign(long nanos) {
    signNanos = nanos;
    silentLooks = 0;
    askedNanos = nanos;
  }

  /// Nobody listens: it may be alive, and what is awaited may be there.
  void deaf(Phase phase, long nanos) {
    sign(nanos);
    if (phase == Phase.ENDING) {
      turn(nanos);
    }
  }

  /// It said something.
  void message(long nanos) {
    sign(nanos);
    if (nanos - countedNanos > pingNanos) {
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
    if (nanos - askedNanos < pingNanos) {
      return false;
    }
    askedNanos = nanos;
    return true;
  }

  /// Why it is given up at this look, or null.
  @Nullable
  Lost verdict(Phase phase, long nanos) {
    var inPhase = nanos - phaseNanos;
    var dead = ++silentLooks >= deadLooks && nanos - signNanos >= deadNanos;
    return switch (phase) {
      case OPENING -> inPhase < limits.ready().toNanos()
          ? null
          : new Lost(name + " was not ready within " + limits.ready());
      case TALKING -> dead ? silent() : null;
      case ENDING -> inPhase < limits.end().toNanos()
          ? dead ? silent() : null
          : new Lost(name + " did not end within " + limits.end());
      case OVER -> null;
    };
  }

  private Lost silent() {
    return new Lost(name + " gave no sign of life for " + limits.dead());
  }
}
