package dev.earshot.gateway.upstream;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The wire of one leg, from when it is called to when it is let go of, and how long nothing was said into it.
///
/// Lives on the loop of its wire: no other thread may call it.
final class Connection {
  private final Loop loop;
  private @Nullable Wire wire;
  private Loop.@Nullable Beat beat;
  private long saidNanos;
  private boolean listens = true;

  Connection(Loop loop) {
    this.loop = loop;
    this.saidNanos = loop.nanoTime();
  }

  /// This is the wire; `look` runs on its loop this often, until it is let go of.
  void hold(Wire called, Loop.Beat looks) {
    wire = called;
    beat = looks;
  }

  boolean isHeld() {
    return wire != null;
  }

  /// Whether more may be said now.
  boolean isWritable() {
    return wire != null && wire.isWritable();
  }

  /// Listens, or lets the network hold back what comes.
  void reading(boolean on) {
    if (wire != null && on != listens) {
      listens = on;
      wire.reading(on);
    }
  }

  /// Says this, where there still is a wire.
  ///
  /// @param sent runs when it has gone to the network
  void say(List<Frame> frames, Runnable sent) {
    var to = wire;
    if (to != null) {
      saidNanos = loop.nanoTime();
      to.send(frames, sent);
    }
  }

  void ping() {
    if (wire != null) {
      wire.ping();
    }
  }

  /// Whether nothing was said for so long; never where that is 0.
  boolean isQuiet(long nanos, long now) {
    return nanos > 0 && now - saidNanos >= nanos;
  }

  /// Lets go of it, once.
  void free(Consumer<Wire> how) {
    if (beat != null) {
      beat.stop();
      beat = null;
    }
    var to = wire;
    wire = null;
    if (to != null) {
      how.accept(to);
    }
  }
}
