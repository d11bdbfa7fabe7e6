package dev.earshot.gateway.socket;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The heartbeat of one connection, and what is noticed at each beat: a client that says nothing, a
/// client that reads nothing.
///
/// Beats are counted instead of times: a frame costs one write to a field. So nobody is cut off before
/// a limit, and everybody at the next beat after it. On the event loop only.
final class Pulse {
  /// What the owner does at a beat.
  interface Owner {
    /// Gives a sign of life.
    void beat();

    /// Whether frames of the client would be seen: false while sound is held back for the recogniser.
    boolean isListening();

    /// Nothing came for as long as may be.
    void idle();

    /// Nothing was read for as long as may be.
    void unread();
  }

  private final Channel channel;
  private final Owner owner;
  private final int silentBeats;
  private final int unreadBeats;
  private int silent;
  private int unread;
  private java.util.concurrent.@Nullable Future<?> beats;

  Pulse(Channel channel, SocketLimits limits, Owner owner) {
    this.channel = channel;
    this.owner = owner;
    var beat = limits.heartbeat().toMillis();
    this.silentBeats = Math.toIntExact(Math.ceilDiv(limits.idle().toMillis(), beat));
    this.unreadBeats = 2;
  }

  void start(EventExecutor loop, SocketLimits limits) {
    var every = limits.heartbeat().toNanos();
    owner.beat();
    beats = loop.scheduleAtFixedRate(this::beat, every, every, TimeUnit.NANOSECONDS);
  }

  void heard() {
    silent = 0;
  }

  void stop() {
    if (beats != null) {
      beats.cancel(false);
    }
  }

  private void beat() {
    silent = owner.isListening() ? silent + 1 : 0;
    unread = channel.isWritable() ? 0 : unread + 1;
    if (unread >= unreadBeats) {
      owner.unread();
    } else if (silent > silentBeats) {
      owner.idle();
    } else if (unread == 0) {
      owner.beat();
    }
  }
}
